import { dirname, join } from 'node:path';
import printer, { type Content, type Definition } from 'pdfmake';

/** A paper as the engine prints it: a proof. The authority is the sealed original that is entered later. */
export interface ProofPaper {
  title: string;
  /** Of an engine series; an authority's own number is never printed by the engine. */
  number: string | null;
  addressee: string | null;
  blocks: readonly ProofBlock[];
  /** Issuer and legal date at the end. */
  issuer: string;
  date: string;
  /** Printed small at the foot: digest of the frozen text and the like. */
  foot?: string;
}

export type ProofBlock =
  | { kind: 'paragraph'; text: string }
  | { kind: 'table'; head: readonly string[]; widths: readonly (number | '*' | 'auto')[]; rows: readonly string[][] };

export const proofWatermark = '清样，以正式印发文件为准';

const fontsFolder = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
const face = (weight: string): string => join(fontsFolder, weight, `NotoSansSC_${weight}.ttf`);
const family = 'NotoSansSC';
const regular = face('400Regular');
const bold = face('700Bold');

/** The font is the only file a paper reads; nothing is ever fetched. */
printer.setFonts({ [family]: { normal: regular, bold, italics: regular, bolditalics: bold } });
printer.setLocalAccessPolicy((path: string) => path === regular || path === bold);
printer.setUrlAccessPolicy(() => false);

/** Printing is CPU of the process that serves people: one paper at a time. */
let last: Promise<unknown> = Promise.resolve();

/** Prints a paper on A4 with the proof's watermark, fonts embedded. About a third of a second each. */
export function printProof(paper: ProofPaper): Promise<Buffer> {
  const printed = last.then(() => printer.createPdf(definitionOf(paper)).getBuffer());
  last = printed.catch(() => undefined);
  return printed;
}

function definitionOf(paper: ProofPaper): Definition {
  return {
    pageSize: 'A4',
    pageMargins: [72, 72, 68, 64],
    info: { title: paper.number ? `${paper.title} ${paper.number}` : paper.title, creator: 'medical-center-review' },
    watermark: { text: proofWatermark, color: '#8a8a8a', opacity: 0.14, fontSize: 34 },
    defaultStyle: { font: family, fontSize: 11.5, lineHeight: 1.35 },
    footer: (page, pages) => ({
      margin: [72, 20, 68, 0],
      columns: [
        { text: paper.foot ?? '', fontSize: 7.5, color: '#666666', width: '*' },
        { text: `${String(page)} / ${String(pages)}`, fontSize: 8, alignment: 'right', width: 60 },
      ],
    }),
    content: [
      { text: paper.title, fontSize: 18, bold: true, alignment: 'center', margin: [0, 0, 0, 6] },
      ...headOf(paper),
      ...paper.blocks.map(contentOf),
      { text: `${paper.issuer}\n${paper.date}`, alignment: 'right', margin: [0, 28, 0, 0] },
    ],
  };
}

function headOf({ number, addressee }: ProofPaper): Content[] {
  const head: Content[] = [];
  if (number !== null) head.push({ text: number, alignment: 'center', margin: [0, 0, 0, 18] });
  if (addressee !== null) head.push({ text: `${addressee}：`, margin: [0, 0, 0, 8] });
  return head;
}

function contentOf(block: ProofBlock): Content {
  if (block.kind === 'paragraph') return { text: breakable(block.text), margin: [0, 0, 0, 8], leadingIndent: 23 };
  return {
    margin: [0, 4, 0, 12],
    fontSize: 9.5,
    layout: 'lightHorizontalLines',
    table: {
      headerRows: 1,
      widths: [...block.widths],
      body: [
        block.head.map((text) => ({ text, bold: true })),
        ...block.rows.map((row) => row.map((text) => ({ text: breakable(text) }))),
      ],
    },
  };
}

/** A digest or an address longer than a line would run over the edge: it may be broken anywhere. */
const breakable = (text: string): string =>
  text.replace(/[A-Za-z0-9_./:=-]{25,}/g, (run) => run.replace(/.{24}/g, '$&\u200b'));
