/** Stands in for the worker: runs until it is told to stop. */
process.stdout.write('worker is waiting\n');
setInterval(() => undefined, 60_000);
process.once('SIGTERM', () => process.exit(0));
