import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { openOffice } from '../../../libs/casework/office';
import { createFirstAdministrator, type FirstAdministrator } from '../../../libs/casework/people/accounts';
import { Refused, refusals } from '../../../libs/contracts/errors';
import { readEnv } from '../../../libs/platform/env';

type Role = FirstAdministrator['role'];

function roleOf(text: string): Role {
  if (text !== 'system-admin' && text !== 'security-admin')
    throw new InvalidArgumentError('system-admin or security-admin');
  return text;
}

/** From a file or standard input, never from the command line, where others see it. The last line break is not part of it. */
const readPassword = (file: string | undefined): string => readFileSync(file ?? 0, 'utf8').replace(/\r?\n$/, '');

function wordsOf(refused: Refused): string {
  const fields = (refused.details.fields ?? []).map(({ path, message }) => `${path}: ${message.en}`);
  return fields.length > 0 ? fields.join('\n') : refusals[refused.code].words.en;
}

/** `npm run admin -- create-first …`: the first administrator of each kind; everybody else is made through the API. */
async function main(): Promise<void> {
  const program = new Command('admin');
  program
    .command('create-first')
    .description('make the first system or security administrator; the password is read from standard input or a file')
    .requiredOption('--role <role>', 'system-admin or security-admin', roleOf)
    .requiredOption('--username <name>', 'user name')
    .option('--name-zh <name>', 'name shown to people', '管理员')
    .option('--name-en <name>', 'name shown to people', 'Administrator')
    .option('--password-file <file>', 'file that holds the password; default: standard input')
    .action(async (given: { role: Role; username: string; nameZh: string; nameEn: string; passwordFile?: string }) => {
      const office = await openOffice({ databaseUrl: readEnv(process.env).databaseUrl, poolSize: 1 });
      try {
        const { role, username } = given;
        const name = { zh: given.nameZh, en: given.nameEn };
        await createFirstAdministrator(office, { role, username, name, password: readPassword(given.passwordFile) });
        process.stdout.write(`${username} is the first ${role}\n`);
      } finally {
        await office.close();
      }
    });
  await program.parseAsync();
}

main().catch((error: unknown) => {
  const text = error instanceof Refused ? wordsOf(error) : error instanceof Error ? error.message : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
