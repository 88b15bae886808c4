import { renameSync, writeFileSync } from 'node:fs';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { bundlePath, workflowsPath } from './bundle-path';

/** Bundles the built workflows for the worker. A bundle that fails fails the build. */
async function bundle(): Promise<void> {
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  // Written aside first: a worker that starts meanwhile must not read half a bundle.
  writeFileSync(`${bundlePath}.new`, code);
  renameSync(`${bundlePath}.new`, bundlePath);
  process.stdout.write(`workflow bundle: ${String(Math.round(code.length / 1024))} KB\n`);
}

bundle().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
