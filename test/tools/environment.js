const { TestEnvironment } = require('jest-environment-node');

/**
 * Gives tests Node's own `require`, which reads the ES modules of `tools/`; Jest's cannot. Chosen per file:
 * `@jest-environment ./test/tools/environment.js`.
 */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.requireWithNode = (path) => require(path);
  }
};
