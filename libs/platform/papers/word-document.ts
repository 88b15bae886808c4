import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  type IRunOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';

export type PaperBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  /** `widths` are shares of the page, one for each column. */
  | { kind: 'table'; head: readonly string[]; widths: readonly number[]; rows: readonly (readonly string[])[] };

export interface Paper {
  title: string;
  subtitle: string;
  /** On every page, at the top: a proof says that it is one. */
  mark: string;
  language: 'zh-CN' | 'en';
  blocks: readonly PaperBlock[];
}

/** A constructor that takes a text as well takes its old methods for options. */
const run = (options: IRunOptions): TextRun => new TextRun(options);

export const wordMediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Without red header or seal: what the engine prints is a proof. */
const font = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: 'SimSun' };
const line = { style: BorderStyle.SINGLE, size: 4, color: '808080' };
const borders = { top: line, bottom: line, left: line, right: line };
// A4 across, in twentieths of a point, less two margins of 1000.
const across = 16_838 - 2 * 1_000;

/** A paper as a .docx file. */
export function wordDocument(paper: Paper): Promise<Buffer> {
  const centred = { alignment: AlignmentType.CENTER } as const;
  return Packer.toBuffer(
    new Document({
      title: paper.title,
      creator: 'medical-center-review',
      styles: {
        default: { document: { run: { font, size: 21, language: { value: paper.language, eastAsia: 'zh-CN' } } } },
      },
      sections: [
        {
          properties: {
            page: {
              size: { orientation: PageOrientation.LANDSCAPE, width: 11_906, height: 16_838 },
              margin: { top: 1_000, bottom: 1_000, left: 1_000, right: 1_000 },
            },
          },
          headers: { default: new Header({ children: [new Paragraph({ ...centred, text: paper.mark })] }) },
          footers: {
            default: new Footer({
              children: [
                new Paragraph({
                  ...centred,
                  children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
                }),
              ],
            }),
          },
          children: [
            new Paragraph({
              ...centred,
              heading: HeadingLevel.TITLE,
              children: [run({ text: paper.title, bold: true, size: 36, color: '000000' })],
            }),
            new Paragraph({ ...centred, spacing: { after: 240 }, text: paper.subtitle }),
            ...paper.blocks.map(blockOf),
          ],
        },
      ],
    }),
  );
}

function blockOf(block: PaperBlock): Paragraph | Table {
  switch (block.kind) {
    case 'heading':
      return new Paragraph({
        heading: HeadingLevel.HEADING_2,
        spacing: { before: 240, after: 120 },
        keepNext: true,
        children: [run({ text: block.text, bold: true, size: 24, color: '000000' })],
      });
    case 'text':
      return new Paragraph({ spacing: { after: 120 }, text: block.text });
    case 'table':
      return tableOf(block);
  }
}

function tableOf({ head, widths, rows }: Extract<PaperBlock, { kind: 'table' }>): Table {
  const total = widths.reduce((sum, one) => sum + one, 0);
  const columnWidths = widths.map((one) => Math.floor((one / total) * across));
  const cell = (text: string, column: number, bold: boolean) =>
    new TableCell({
      borders,
      width: { size: columnWidths[column] ?? 0, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [new Paragraph({ children: [run({ text, bold, size: 19 })] })],
    });
  return new Table({
    columnWidths,
    width: { size: across, type: WidthType.DXA },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: head.map((text, column) => cell(text, column, true)),
      }),
      ...rows.map(
        (row) => new TableRow({ cantSplit: true, children: row.map((text, column) => cell(text, column, false)) }),
      ),
    ],
  });
}
