/** Stands in for a worker that cannot run. */
process.stderr.write('worker found no orders\n', () => process.exit(9));
