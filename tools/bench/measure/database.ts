import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

/** Server counters that are read; all are totals since the server's start. */
const counters = {
  /** Statements clients sent: COM_QUERY and COM_STMT_EXECUTE, also BEGIN, COMMIT and SET; not COM_STMT_PREPARE. */
  statements: ['Questions'],
  prepares: ['Com_stmt_prepare'],
  selects: ['Com_select'],
  writes: ['Com_insert', 'Com_insert_select', 'Com_update', 'Com_delete', 'Com_replace'],
  /** Transactions ended by COMMIT. */
  commits: ['Com_commit'],
  rollbacks: ['Com_rollback'],
  rowsInserted: ['Handler_write'],
  rowsUpdated: ['Handler_update'],
  rowsDeleted: ['Handler_delete'],
  /** Bytes of redo log: what the transactions really wrote. */
  redoBytes: ['Innodb_os_log_written'],
} as const satisfies Record<string, readonly string[]>;

export type Counter = keyof typeof counters;
export type Counts = Record<Counter, number>;
const names = Object.keys(counters) as Counter[];

/** What reading the counters itself adds. */
const OWN_STATEMENTS = 1;

/** A measuring eye on the stack's own database server, as its root account. */
export class DatabaseEye {
  private constructor(
    private readonly connection: Connection,
    private readonly schema: string,
  ) {}

  /** `schema` is the database of the application. */
  static async open(rootUrl: string, schema: string): Promise<DatabaseEye> {
    return new DatabaseEye(await createConnection({ uri: rootUrl, dateStrings: true }), schema);
  }

  async counts(): Promise<Counts> {
    const [rows] = await this.connection.query<RowDataPacket[]>('SHOW GLOBAL STATUS');
    const values = new Map(rows.map((row) => [String(row['Variable_name']), Number(row['Value'])]));
    const sum = (of: readonly string[]): number => of.reduce((total, name) => total + (values.get(name) ?? 0), 0);
    return Object.fromEntries(names.map((name) => [name, sum(counters[name])])) as Counts;
  }

  /**
   * What the server was sent on behalf of one request: every statement of the connections that read the session or
   * took the idempotency key meanwhile. The worker does neither, so nothing of its own is among them. `logRows` is how
   * many rows the server wrote only to log this.
   */
  async statementsDuring<T>(request: () => Promise<T>): Promise<{ answer: T; statements: string[]; logRows: number }> {
    await this.connection.query("SET GLOBAL log_output = 'TABLE'");
    await this.connection.query('TRUNCATE mysql.general_log');
    await this.connection.query('SET GLOBAL general_log = ON');
    try {
      const answer = await request();
      await this.connection.query('SET GLOBAL general_log = OFF');
      return { answer, ...(await this.logged()) };
    } finally {
      await this.connection.query('SET GLOBAL general_log = OFF');
    }
  }

  private async logged(): Promise<{ statements: string[]; logRows: number }> {
    const [rows] = await this.connection.query<RowDataPacket[]>(
      `SELECT thread_id AS thread, CONVERT(argument USING utf8mb4) AS text,
              thread_id <> CONNECTION_ID() AND command_type IN ('Query', 'Execute') AS counts
       FROM mysql.general_log ORDER BY event_time`,
    );
    const sent = rows.filter((row) => Number(row['counts']) === 1);
    const ofRequests = new Set(
      sent.filter((row) => /\bsession\b|idempotency_key/.test(String(row['text']))).map((row) => String(row['thread'])),
    );
    const statements = sent.filter((row) => ofRequests.has(String(row['thread']))).map((row) => String(row['text']));
    return { statements, logRows: rows.length };
  }

  /** Rows and bytes (data and indexes, whole pages) the tables hold, after their statistics were renewed. */
  async holding(): Promise<{ rows: number; bytes: number }> {
    const [tables] = await this.connection.query<RowDataPacket[]>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'",
      [this.schema],
    );
    for (const { name } of tables) await this.connection.query('ANALYZE TABLE ??.??', [this.schema, name]);
    const [sizes] = await this.connection.query<RowDataPacket[]>(
      'SELECT SUM(table_rows) AS held, SUM(data_length + index_length) AS bytes FROM information_schema.tables WHERE table_schema = ?',
      [this.schema],
    );
    return { rows: Number(sizes[0]?.['held'] ?? 0), bytes: Number(sizes[0]?.['bytes'] ?? 0) };
  }

  /** Opens further calls like the one there is: a hospital declares once in a call, and a bench needs many cases. */
  async addCalls(count: number): Promise<void> {
    const [[pattern]] = await this.connection.query<RowDataPacket[]>(
      'SELECT * FROM ??.declaration_call ORDER BY window_closes DESC LIMIT 1',
      [this.schema],
    );
    if (!pattern) throw new Error('the stack has no call to copy');
    const names = Object.keys(pattern);
    for (let i = 1; i <= count; i++) {
      const row: Record<string, unknown> = {
        ...pattern,
        code: `bench-${String(i)}`,
        notice_number: `示卫医函〔2025〕${String(9000 + i)}号`,
      };
      row['id'] = Buffer.concat([(pattern['id'] as Buffer).subarray(0, 12), uint32(i)]);
      await this.connection.query('INSERT INTO ??.declaration_call (??) VALUES (?)', [
        this.schema,
        names,
        names.map((name) => row[name]),
      ]);
    }
  }

  close(): Promise<void> {
    return this.connection.end();
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** What was counted between two readings, without the second reading itself. */
export function countsBetween(before: Counts, after: Counts): Counts {
  const counts = Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as Counts;
  counts.statements -= OWN_STATEMENTS;
  return counts;
}

export const noCounts = (): Counts => Object.fromEntries(names.map((name) => [name, 0])) as Counts;

export function addCounts(...all: readonly Counts[]): Counts {
  return Object.fromEntries(
    names.map((name) => [name, all.reduce((total, counts) => total + counts[name], 0)]),
  ) as Counts;
}

/** Counts by number of decisions, to two decimals. */
export function perDecision(counts: Counts, decisions: number): Counts {
  return Object.fromEntries(names.map((name) => [name, Math.round((counts[name] / decisions) * 100) / 100])) as Counts;
}
