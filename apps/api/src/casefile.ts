import { Command, Option } from 'commander';
import { caseFileKinds, type CaseFileKind } from '../../../libs/contracts/case-file';
import { exportCaseFile, type ExportWish } from './case-file/export';
import { linesOfReport, verifyFile } from './case-file/verify';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const program = new Command('casefile').description('Exports the file of a decision as one ZIP, and verifies one.');
program
  .command('export')
  .argument('<number>', 'number of the case')
  .addOption(
    new Option('--for <whom>', 'archive: the whole record; applicant: what every party may see')
      .choices(caseFileKinds)
      .default('archive' satisfies CaseFileKind),
  )
  .requiredOption('--out <file>', 'the ZIP; it must not be there yet')
  .option('--unsigned', 'where there is no AUDIT_SIGNING_KEY_FILE: export all the same')
  .description('writes papers, documents, decisions, events, limits, rules and a page to read them, signed')
  .action(async (number: string, options: Omit<ExportWish, 'number'>) => {
    const { path, bytes, keyId } = await exportCaseFile({ ...options, number }, process.env);
    say(`${path}: ${String(bytes)} bytes, ${keyId === null ? 'UNSIGNED' : `signed with key ${keyId}`}`);
  });
program
  .command('verify')
  .argument('<file>', 'the ZIP')
  .option('--public-key <file>', 'public keys that are trusted; without them only whether the file fits itself')
  .description('recomputes everything without database and secrets; exits with 1 where something is not what it was')
  .action(async (file: string, options: { publicKey?: string }) => {
    const { report, trusted } = await verifyFile(file, options.publicKey);
    linesOfReport(report).forEach(say);
    say(trusted ? 'intact' : 'NOT INTACT');
    if (!trusted) process.exitCode = 1;
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // 1 is the answer of a verification; this is none.
  process.exitCode = 2;
});
