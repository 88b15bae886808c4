import { DataSource, type QueryRunner } from 'typeorm';
import { Refused } from '../contracts/errors';
import { Sql } from './sql';

const sessionSettings = [
  "SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = 5",
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
];
const retried = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);
const lost = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'ENOENT',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'POOL_CLOSED',
  'ERR_STREAM_DESTROYED',
]);
const attempts = 3;

/** The driver's code of a fault, also where TypeORM wrapped it. */
export function faultCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const found = code ?? driverError?.code;
  return typeof found === 'string' ? found : undefined;
}

/** Whether the database itself is away, rather than the statement wrong. */
export function isDatabaseAway(error: unknown): boolean {
  const code = faultCode(error);
  if (code !== undefined) return lost.has(code);
  return error instanceof Error && /closed state|Connection lost|Pool is closed/.test(error.message);
}

/** Where statements that only read are run. */
export interface Reads {
  read<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

/** Connections, reads and transactions. READ-COMMITTED and UTC are set on every connection. */
export class Database implements Reads {
  private opening: Promise<unknown> | null = null;

  private constructor(readonly source: DataSource) {}

  /** A pool on a `mysql://` address, opened at first use: a server that is away fails the use, not the start. */
  static at(url: string, poolSize = 10): Database {
    const source = new DataSource({
      type: 'mysql',
      url,
      poolSize,
      timezone: 'Z',
      charset: 'utf8mb4',
      supportBigNumbers: true,
      bigNumberStrings: false,
      dateStrings: ['DATE'],
      connectTimeout: 5_000,
      synchronize: false,
      migrationsRun: false,
      // Inserts of many rows are many statements: kept without a bound they fill the API's memory.
      extra: { enableKeepAlive: true, maxIdle: poolSize, maxPreparedStatements: 300 },
    });
    return new Database(source);
  }

  /** A read on its own connection, outside any transaction. */
  async read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const runner = await this.runner();
    try {
      await prepare(runner);
      return await work(await Sql.over(runner));
    } finally {
      await release(runner);
    }
  }

  /** Reads that all see the record as it is at one moment. Nothing is locked; keep it short all the same. */
  async snapshot<T>(work: (reads: Reads) => Promise<T>): Promise<T> {
    const runner = await this.runner();
    try {
      await prepare(runner);
      await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
      try {
        const sql = await Sql.over(runner);
        return await work({ read: (part) => part(sql) });
      } finally {
        await runner.query('COMMIT');
      }
    } finally {
      await release(runner);
    }
  }

  /**
   * One unit of work in one commit. A deadlock or lock timeout reruns the whole of it, at most 3 times; then
   * it is refused as `unavailable`. A database that is away throws the driver's error (see `isDatabaseAway`). `work` must have no effect outside the transaction.
   */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        const code = faultCode(error);
        if (code !== undefined && retried.has(code)) {
          if (attempt < attempts) continue;
          throw new Refused('unavailable');
        }
        throw error;
      }
    }
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  /** Once for all who ask at the same time; a failed opening is tried again by the next. */
  private async runner(): Promise<QueryRunner> {
    if (!this.source.isInitialized) {
      this.opening ??= this.source.initialize().finally(() => {
        this.opening = null;
      });
      await this.opening;
    }
    return this.source.createQueryRunner();
  }

  private async once<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const runner = await this.runner();
    try {
      await prepare(runner);
      await runner.startTransaction();
      const result = await work(await Sql.over(runner));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await release(runner);
    }
  }
}

const prepared = new WeakSet<object>();
/** Sets the session once for each physical connection. */
async function prepare(runner: QueryRunner): Promise<void> {
  const connection = (await runner.connect()) as object;
  if (prepared.has(connection)) return;
  for (const setting of sessionSettings) await runner.query(setting);
  prepared.add(connection);
}

async function release(runner: QueryRunner): Promise<void> {
  await runner.release().catch(() => undefined);
}
