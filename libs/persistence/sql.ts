import type { QueryRunner } from 'typeorm';

export type Value = string | number | bigint | boolean | Date | Buffer | null;

interface Execution {
  execute(sql: string, params: Value[], done: (error: NodeJS.ErrnoException | null, result: unknown) => void): void;
}

/** What was sent to the server, for the counted budget and for the SQL log of a screen. */
export interface Meter {
  /** `rows`: how many a write touched, 0 for a read. */
  statement(sql: string, microseconds: number, rows: number): void;
}

let meter: Meter | null = null;
/** Installs a meter for this process: tests and bench only. */
export function installMeter(next: Meter | null): void {
  meter = next;
}

/** Explicit SQL as prepared statements over the connection of an open transaction or a read. */
export class Sql {
  private constructor(private readonly connection: Execution) {}

  static async over(runner: QueryRunner): Promise<Sql> {
    return new Sql((await runner.connect()) as Execution);
  }

  /** Rows of a query. Shapes are the caller's promise: keep the row type beside the SQL. */
  async rows<T>(sql: string, params: Value[] = []): Promise<T[]> {
    return (await this.send(sql, params)) as T[];
  }

  async row<T>(sql: string, params: Value[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, params))[0];
  }

  /** Number of rows a write touched. */
  async run(sql: string, params: Value[] = []): Promise<number> {
    return ((await this.send(sql, params)) as { affectedRows: number }).affectedRows;
  }

  /** Multi-row insert in one statement; nothing for no rows. All rows have the keys of the first. */
  async insert(table: string, rows: Record<string, Value>[]): Promise<void> {
    const first = rows[0];
    if (!first) return;
    const columns = Object.keys(first);
    const tuple = `(${columns.map(() => '?').join(',')})`;
    const sql = `INSERT INTO \`${table}\` (${columns.map((name) => `\`${name}\``).join(',')}) VALUES ${rows.map(() => tuple).join(',')}`;
    await this.send(
      sql,
      rows.flatMap((row) => columns.map((name) => row[name] ?? null)),
    );
  }

  private send(sql: string, params: Value[]): Promise<unknown> {
    const started = meter ? process.hrtime.bigint() : 0n;
    return new Promise((resolve, reject) => {
      this.connection.execute(sql, params, (error, result) => {
        meter?.statement(sql, Number((process.hrtime.bigint() - started) / 1000n), rowsOf(result));
        if (error) reject(error);
        else resolve(result);
      });
    });
  }
}

const rowsOf = (result: unknown): number => (result as { affectedRows?: number } | undefined)?.affectedRows ?? 0;

/** `?,?,?` for an IN list of n values. */
export const marks = (n: number): string => Array.from({ length: n }, () => '?').join(',');
