/** Two projects: `fast` is what `npm test` runs, `long` is `npm run test:long`. Both share one MariaDB and one Temporal per run. */
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.m?[tj]sx?$': ['@swc/jest', require('./test/support/swc.json')] },
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|@fastify|@tokenizer|@borewit|cookie|uuid|file-type|strtok3|token-types|uint8array-extras|chinese-days|openid-client|oauth4webapi|jose|canonicalize|@tus|srvx)/)',
  ],
  // Its exports name only the conditions of an ESM import, which Jest's CommonJS loader does not ask for.
  moduleNameMapper: { '^file-type$': '<rootDir>/node_modules/file-type/index.js' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/', '<rootDir>/apps/console/'],
};

module.exports = {
  maxWorkers: 2,
  testTimeout: 60_000,
  projects: [
    {
      ...base,
      displayName: 'fast',
      testMatch: ['**/*.test.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
    {
      ...base,
      displayName: 'long',
      testMatch: ['**/*.long.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
