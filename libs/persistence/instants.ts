/** Instants are epoch milliseconds in code and DATETIME(3) UTC in the database. */
export const toSql = (instant: number): Date => new Date(instant);
export const toSqlOrNull = (instant: number | null): Date | null => (instant === null ? null : new Date(instant));
export const fromSql = (value: Date): number => value.getTime();
export const fromSqlOrNull = (value: Date | null): number | null => (value === null ? null : value.getTime());
