import { textOfPdf } from '../../../test/support/pdf-text';
import { printProof, proofWatermark, type ProofPaper } from './proof';

const paper: ProofPaper = {
  title: '补充材料通知书',
  number: 'DR-2026-41-0001',
  addressee: '示例省卫生健康委员会',
  blocks: [
    { kind: 'paragraph', text: '请于2026年3月13日前补充下列材料。' },
    { kind: 'table', head: ['序号', '材料'], widths: [40, '*'], rows: [['1', '近三年出院人次统计表 💊 𠮷']] },
  ],
  issuer: '国家卫生健康委员会',
  date: '2026年3月6日',
  foot: `SHA-256 ${'0123456789abcdef'.repeat(4)}`,
};

describe('a proof', () => {
  it('carries the whole text, the watermark and an embedded font', async () => {
    const pdf = await printProof(paper);
    const [page = ''] = textOfPdf(pdf);
    for (const text of [
      '补充材料通知书',
      'DR-2026-41-0001',
      '示例省卫生健康委员会：',
      '近三年出院人次统计表',
      proofWatermark,
    ])
      expect(page).toContain(text);
    expect(page).toContain('2026年3月6日');
    expect(pdf.includes('/FontFile2')).toBe(true);
    expect(pdf.length).toBeLessThan(200_000);
  });

  it('numbers the pages of a long one and repeats the head of its table', async () => {
    const rows = Array.from({ length: 80 }, (_, n) => [String(n + 1), `材料${String(n + 1)}`]);
    const pages = textOfPdf(
      await printProof({ ...paper, blocks: [{ kind: 'table', head: ['序号', '材料'], widths: [40, '*'], rows }] }),
    );
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.at(-1)).toContain(`${String(pages.length)} / ${String(pages.length)}`);
    expect(pages.every((page) => page.includes('序号'))).toBe(true);
  });

  it('prints several at once, one after the other, and goes on after a failure', async () => {
    const broken = {
      ...paper,
      blocks: [{ kind: 'table', head: ['a'], widths: ['*'], rows: [['1', '2', '3']] }],
    } as const;
    const printed = await Promise.allSettled([printProof(paper), printProof(broken as never), printProof(paper)]);
    expect(printed[0].status).toBe('fulfilled');
    expect(printed[2].status).toBe('fulfilled');
  });
});
