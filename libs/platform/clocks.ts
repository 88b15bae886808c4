/** Sessions, leases, outbox, logs. Never moved; the legal clock is this plus the offset kept in the database. */
export const machineNow = (): number => Date.now();
