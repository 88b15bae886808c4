/**
 * Who may import whom. Imports that exist only for types count too (`tsPreCompilationDeps`): a type is knowledge of the
 * other folder, and in Nest a type in a constructor is a value after all. So cycles of types alone are errors as well;
 * the one exception is written into its rule.
 *
 * Tests and what they share may import what they test; the rules are about what is shipped.
 */
const test = '(\\.test\\.ts|\\.long\\.ts|\\.spec\\.tsx?|/test-setup\\.ts)$|^test/|^apps/worker/test/';
const ours = '^(apps|libs|workflows|activities|tools|test)/';

/** `name`: the folder may import only these of our folders (and whatever packages its other rules leave it). */
const only = (name, comment, from, allowed) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: test },
  to: { path: ours, pathNot: [from, ...allowed] },
});

/** `name`: the folder may not import what is named. Packages are seen as node_modules/<name>, built-ins by their type. */
const never = (name, comment, from, to) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: test },
  to,
});

const temporal = '(^|/)node_modules/@temporalio/';
const sql = '(^|/)node_modules/(mysql2|typeorm)/';
const nest = '(^|/)node_modules/(@nestjs|nestjs-[^/]+|fastify|@fastify)/';
const packages = '(^|/)node_modules/';

const contracts = [
  only('contracts-stand-alone', 'Contracts are what all others agree on: they know nobody.', '^libs/contracts/', []),
  never(
    'contracts-only-zod',
    'Contracts run in browser, workflow and server alike: zod is all they need.',
    '^libs/contracts/',
    {
      dependencyTypesNot: ['local'],
      pathNot: '(^|/)node_modules/(zod|@zxcvbn-ts)/',
    },
  ),
];

const domain = [
  only('domain-on-contracts', 'The rules of the procedure know contracts and nothing else of ours.', '^libs/domain/', [
    '^libs/contracts/',
  ]),
  never(
    'domain-is-pure',
    'No framework, database, engine or built-in: the same rules run in the console, in a workflow and in a command.',
    '^libs/domain/',
    { dependencyTypesNot: ['local'], pathNot: '(^|/)node_modules/(zod|@zxcvbn-ts)/' },
  ),
];

const platform = [
  only('platform-on-contracts', 'The few ports to the machine know what they carry, not what for.', '^libs/platform/', [
    '^libs/contracts/',
  ]),
];

const persistence = [
  only(
    'persistence-decides-nothing',
    'What is stored is decided elsewhere: persistence never asks the domain.',
    '^libs/persistence/',
    ['^libs/contracts/', '^libs/platform/'],
  ),
  never('persistence-no-engine', 'The outbox is all that persistence knows of the engine.', '^libs/persistence/', {
    path: [temporal, nest],
  }),
];

const casework = [
  only(
    'casework-on-record',
    'Commands: lock, ask the domain, write. They know no door they are called through.',
    '^libs/casework/',
    ['^libs/(domain|persistence|platform|contracts)/'],
  ),
  never(
    'casework-no-http-no-engine',
    'A command is the same from a request, an activity or a test.',
    '^libs/casework/',
    {
      path: [temporal, nest],
    },
  ),
  never(
    'casework-sql-by-persistence',
    'Statements are run by persistence’s open transaction, never by a driver.',
    '^libs/casework/',
    {
      path: sql,
    },
  ),
];

const views = [
  only('views-read', 'Queries read; whoever decides is casework, and views never call it.', '^libs/views/', [
    '^libs/(persistence|domain|platform|contracts)/',
  ]),
  never(
    'views-no-http-no-engine',
    'A view is the same from a request or a test; drivers are persistence’s.',
    '^libs/views/',
    {
      path: [temporal, nest, sql],
    },
  ),
];

const engine = [
  only(
    'activities-are-thin',
    'An activity calls a command; the workflow knows it by its type only. The package that goes to an archive is what the views answer.',
    '^activities/',
    ['^libs/(casework|contracts)/', '^libs/views/(audit/case-file|documents/readable)'],
  ),
  only('workflows-are-deterministic', 'A workflow reads the procedure: contracts and pure domain.', '^workflows/', [
    '^libs/(contracts|domain)/',
    '^activities/',
  ]),
  {
    name: 'workflows-types-of-activities',
    severity: 'error',
    comment:
      'Activities run elsewhere: a workflow may know their types, importing their code would bundle the database.',
    from: { path: '^workflows/', pathNot: test },
    to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
  },
  never(
    'workflows-no-built-ins',
    'Workflow code is replayed: no Node built-in, no package but the workflow SDK and what contracts use.',
    '^workflows/',
    { dependencyTypesNot: ['local', 'type-only'], pathNot: '(^|/)node_modules/(@temporalio/(workflow|common)|zod)/' },
  ),
];

const apps = [
  only('api-decides-nothing', 'A controller calls one command or one view and presents the answer.', '^apps/api/', [
    '^libs/(casework|views|domain|contracts|platform)/',
  ]),
  never('api-no-engine', 'No request handler talks to Temporal: a request succeeds without it.', '^apps/api/', {
    path: temporal,
  }),
  never('api-no-sql', 'SQL belongs to commands and views.', '^apps/api/', { path: sql }),
  only(
    'worker-carries',
    'Relay and watchdog carry hints; acts on cases reach casework through activities.',
    '^apps/worker/',
    ['^activities/', '^libs/(persistence|platform|contracts)/'],
  ),
  only(
    'console-through-http',
    'The console shares contracts and pure domain with the server, and nothing else.',
    '^apps/console/',
    ['^libs/(contracts|domain)/'],
  ),
  never('console-no-server-packages', 'What the browser loads has no server in it.', '^apps/console/src/', {
    path: [temporal, nest, sql],
  }),
  never('console-no-built-ins', 'What the browser loads has no Node built-in in it.', '^apps/console/src/', {
    dependencyTypes: ['core'],
  }),
];

const caseFilePage = [
  only(
    'case-file-page-on-rules',
    'The page of the file of a decision stands alone on somebody’s disk: contracts and pure domain, bundled.',
    '^apps/case-file/',
    ['^libs/(contracts|domain)/'],
  ),
  never('case-file-page-no-server', 'What a browser loads has no server in it.', '^apps/case-file/src/', {
    path: [temporal, nest, sql],
  }),
  never('case-file-page-no-built-ins', 'What a browser loads has no Node built-in in it.', '^apps/case-file/src/', {
    dependencyTypes: ['core'],
  }),
];

const tools = [
  never(
    'set-up-needs-nothing',
    'Set-up runs before anything is installed: plain Node, no package.',
    '^tools/(setup|up)/',
    {
      path: packages,
    },
  ),
  only(
    'set-up-is-its-own',
    'Set-up runs before anything is built: it imports nothing but itself.',
    '^tools/(setup|up)/',
    ['^tools/(setup|up)/'],
  ),
  only(
    'scenario-over-http',
    'Scenario and bench are users of the public API: they know its contracts, and start stacks with tools/up.',
    '^tools/(scenario|bench)/',
    ['^tools/', '^libs/contracts/'],
  ),
];

const house = [
  {
    name: 'no-cycles',
    severity: 'error',
    comment: 'Two files that need each other are one file, or lack a third. Types count: see above.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    severity: 'error',
    comment: 'What nothing imports and nobody starts is dead.',
    from: {
      orphan: true,
      pathNot: [
        test,
        '\\.d\\.ts$',
        // Programs and what a build tool or Jest finds by name.
        '^tools/(setup|up)/[^/]+\\.mjs$',
        '^apps/console/(vite|vitest)\\.config\\.ts$',
        '^apps/console/src/main\\.tsx$',
        '^apps/case-file/vite\\.config\\.ts$',
        '^apps/case-file/src/main\\.ts$',
      ],
    },
    to: {},
  },
  {
    name: 'no-tests-in-what-ships',
    severity: 'error',
    comment: 'What is shipped does not import tests or their support.',
    from: { path: ours, pathNot: test },
    to: { path: test },
  },
  {
    name: 'resolvable',
    severity: 'error',
    comment: 'An import that leads nowhere escapes every other rule.',
    from: {},
    // Virtual assets of the bundler are not files.
    to: { couldNotResolve: true, pathNot: '\\.(css|svg)$' },
  },
  {
    name: 'packages-are-declared',
    severity: 'error',
    comment: 'A package that only another package brings may be gone after the next install.',
    from: { path: ours },
    // Fastify's types must be those of the Fastify that Nest's adapter runs: a second declaration could differ from it.
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '(^|/)node_modules/fastify/' },
  },
  {
    name: 'no-development-packages-on-the-server',
    severity: 'error',
    comment: 'Production is installed without development packages.',
    from: { path: '^(libs|activities|workflows|apps/(api|worker)/src)/', pathNot: test },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
];

module.exports = {
  forbidden: [
    ...contracts,
    ...domain,
    ...platform,
    ...persistence,
    ...casework,
    ...views,
    ...engine,
    ...apps,
    ...caseFilePage,
    ...tools,
    ...house,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.data)/|^apps/(console|case-file)/public/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // An empty module system list would leave `import()` and `require` out.
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
