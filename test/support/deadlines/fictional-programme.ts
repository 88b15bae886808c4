import { randomUUID } from 'node:crypto';
import { openCall } from '../../../libs/casework/declaration/publish-programmes';
import type { Office } from '../../../libs/casework/office';
import type { LegalDate } from '../../../libs/contracts/deadlines';
import type { Id } from '../../../libs/contracts/ids';
import { DeadlineRule, Programme } from '../../../libs/contracts/programme';
import { bytesOf, idOf, newId } from '../../../libs/persistence/bytes';
import { canonicalText } from '../../../libs/persistence/events/chain';

/** The programme with these limits in place of its own of the same id, or beside them. */
export function withRules(programme: Programme, ...rules: unknown[]): Programme {
  const own = rules.map((rule) => DeadlineRule.parse(rule));
  const others = programme.deadlines.filter((rule) => !own.some((one) => one.id === rule.id));
  return Programme.parse({ ...programme, deadlines: [...others, ...own] });
}

/** The programme with a change to one of its limits. */
export function withChange(programme: Programme, id: string, change: Partial<DeadlineRule>): Programme {
  const rule = programme.deadlines.find((one) => one.id === id);
  if (!rule) throw new Error(`no limit ${id}`);
  return withRules(programme, { ...rule, ...change });
}

/** A call of a fictional programme, made from a published one: what no real programme has can be tried with it. */
export async function fictionalCall(office: Office, make: (programme: Programme) => Programme): Promise<Id<'call'>> {
  const call = `fictional-${randomUUID()}`;
  const date = (text: string) => text as LegalDate;
  return office.database.transaction(async (sql) => {
    const published = await sql.row<{ content: string }>(
      "SELECT content FROM programme_version WHERE code = 'nmc-respiratory' AND version = '2026.2'",
    );
    if (!published) throw new Error('no programme');
    const code = `fictional-${randomUUID()}`;
    const made = Programme.parse({ ...make(Programme.parse(JSON.parse(published.content))), code });
    await sql.insert('programme_version', [
      {
        id: bytesOf(newId('programme')),
        code,
        version: made.version,
        hash: Buffer.alloc(32),
        content: canonicalText(made),
        published_at: new Date(0),
      },
    ]);
    await openCall(sql, {
      code: call,
      programme: { code, version: made.version },
      noticeNumber: '示卫医函〔2026〕9号',
      noticeDate: date('2026-01-05'),
      windowOpens: date('2026-01-05'),
      windowCloses: date('2026-03-06'),
    });
    const row = await sql.row<{ id: Buffer }>('SELECT id FROM declaration_call WHERE code = ?', [call]);
    if (!row) throw new Error('no call');
    return idOf('call', row.id);
  });
}
