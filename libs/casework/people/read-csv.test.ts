import { Refused } from '../../contracts/errors';
import { readCsv } from './read-csv';

const heading = 'code,name_zh,name_en,email,phone,language';
const read = (text: string | Buffer) => readCsv('people', Buffer.isBuffer(text) ? text : Buffer.from(text));

function problem(text: string | Buffer): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof Refused)
      return `${error.details.fields?.[0]?.path ?? ''} ${error.details.fields?.[0]?.code ?? ''}`;
    throw error;
  }
  return 'nothing';
}

describe('a file of people', () => {
  it('is read with and without the mark of a spreadsheet, quotes and line ends as they come', () => {
    const row = {
      line: 2,
      cells: { code: 'A1', name_zh: '张, 某', name_en: 'A "B"', email: '', phone: '', language: 'zh' },
    };
    const text = `${heading}\r\nA1,"张, 某","A ""B""",,,zh\r\n`;
    expect(read(text)).toEqual([row]);
    expect(read(`\uFEFF${text}`)).toEqual([row]);
    expect(read('language,code,name_en,name_zh,phone,email\nzh,A1,"A ""B""","张, 某",,\n')).toEqual([row]);
  });

  it('cells that look like formulas stay the text they are', () => {
    const cells = ['=1+1', '+8610', '-1', '@SUM(A1)'];
    const [row] = read(`${heading}\nA1,"=1+1",+8610,-1,@SUM(A1),zh\n`);
    expect(Object.values(row?.cells ?? {})).toEqual(['A1', ...cells, 'zh']);
  });

  it('in another encoding it is refused in so many words', () => {
    // 中文 in GBK.
    const gbk = Buffer.concat([
      Buffer.from(`${heading}\nA1,`),
      Buffer.from([0xd6, 0xd0, 0xce, 0xc4]),
      Buffer.from(',,,,zh\n'),
    ]);
    expect(problem(gbk)).toBe('content.1 not-utf8');
    expect(problem(Buffer.from(`\uFEFF${heading}\n`, 'utf16le'))).toBe('content.1 not-utf8');
    expect(problem(`charset=GBK\n${heading}\n`)).toBe('content.1 not-utf8');
  });

  it('names the line that is broken', () => {
    expect(problem('code,name\nA1,x\n')).toBe('content.1 columns');
    expect(problem(`${heading}\nA1,x,y,,,zh\nA2,x\n`)).toBe('content.3 csv');
    expect(problem(`${heading}\nA1,"x,y,,,zh\n`)).toMatch(/^content\.\d csv$/);
  });
});
