import path from 'node:path';

/** `dist` of the build this file belongs to. */
const dist = path.resolve(__dirname, '..', '..', '..', '..');

export const workflowsPath = path.join(dist, 'workflows', 'index.js');
export const bundlePath = path.join(dist, 'workflow-bundle.js');
