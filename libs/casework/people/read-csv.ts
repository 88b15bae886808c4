import { parse, CsvError } from 'csv-parse/sync';
import { Refused, type FieldError } from '../../contracts/errors';
import { fieldError, type FieldCode } from '../../contracts/field-errors';
import { importColumns, type FileRow, type ImportKind } from '../../domain/people/import-file';

const mostRows = 20_000;
/** A file that says it is in another encoding than it may be. */
const labelled = /charset\s*=\s*["']?(gbk|gb2312|gb18030)/i;

/**
 * The rows of a CSV file, given as its bytes. UTF-8, with or without the mark that spreadsheets put in front; every
 * cell is text, whatever it begins with, and is never computed. Refused as invalid-input, naming the line: not-utf8,
 * columns, csv, too-long.
 */
export function readCsv(kind: ImportKind, bytes: Buffer): FileRow[] {
  const text = textOf(bytes);
  const columns = importColumns[kind];
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(text, {
      columns: (heading: string[]) => checkedHeading(heading, columns),
      info: true,
      skip_empty_lines: true,
      trim: true,
      relax_column_count: false,
      max_record_size: 10_000,
    }) as unknown as typeof records;
  } catch (error) {
    if (error instanceof CsvError) throw refused('csv', lineOf(error));
    throw error;
  }
  if (records.length > mostRows) throw refused('too-long', mostRows + 2);
  return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
}

function textOf(bytes: Buffer): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused('not-utf8', 1);
  }
  if (labelled.test(text.slice(0, 200)) || text.includes('\u0000')) throw refused('not-utf8', 1);
  return text;
}

function checkedHeading(heading: string[], columns: readonly string[]): string[] {
  const fits = heading.length === columns.length && columns.every((column) => heading.includes(column));
  if (!fits) throw refused('columns', 1);
  return heading;
}

const lineOf = (error: CsvError): number => (error as unknown as { lines?: number }).lines ?? 1;

function refused(code: FieldCode, line: number): Refused {
  const { message, ...rest }: FieldError = fieldError(`content.${String(line)}`, code);
  const where = { zh: `第${String(line)}行：${message.zh}`, en: `Line ${String(line)}: ${message.en}` };
  return new Refused('invalid-input', { fields: [{ ...rest, message: where }] });
}
