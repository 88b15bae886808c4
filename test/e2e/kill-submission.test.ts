/** @jest-environment ./test/tools/environment.js */
import type { RequestList, RequestView } from '../../libs/contracts/api/requests';
import { bytesOf } from '../../libs/persistence/bytes';
import { CaseRepository } from '../../libs/persistence/cases/case-repository';
import { Database } from '../../libs/persistence/database';
import { verifyCase } from '../../libs/persistence/events/verify';
import { Cast, parties } from '../../tools/scenario/cast';
import type { Desk } from '../../tools/scenario/desk';
import { Player } from '../../tools/scenario/player';
import { actsUntil } from '../../tools/scenario/respiratory-acts';
import { answerItems } from '../../tools/scenario/supplement-items';
import { until } from '../../tools/scenario/waiting';
import { loadStack } from '../../tools/up/load';
import type { Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };

const withinMs = 60_000;
const today = '2026-01-05';

class Undone extends Error {}

/** A submission in the middle of its commit when its process is killed: nothing of it stands, and its repetition does all of it. */
describe('kill -9 of the API while an answer is submitted', () => {
  let stack: Stack;
  let cast: Cast;
  let database: Database;

  beforeAll(async () => {
    stack = await loadStack().startStack({ clock: today, temporary: true, quiet: true });
    cast = await Cast.meet(stack.url, { patienceMs: 120_000 });
    database = Database.at(stack.databaseUrl, 4);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    cast.close();
    await stack.stop();
  }, 60_000);

  /** A correction with all its items answered, ready to be submitted by its hospital. */
  async function answered(): Promise<{ player: Player; hospital: Desk; request: RequestView; taskId: string }> {
    const player = new Player(cast, parties.henan, { dateOf: () => today, patienceMs: withinMs });
    await player.open();
    for (const act of actsUntil('declaration', 'sign-declaration')) await player.act(act);
    const province = await cast.desk('henan.handler1');
    const items = ['甲', '乙', '丙'].map((title) => ({
      ...{ from: 'free', title, accepts: '说明', formats: ['pdf'], required: true },
    }));
    const check = await until({ what: 'the intake', withinMs }, async () =>
      (await province.inbox()).items.find((row) => row.caseId === player.caseId),
    );
    await province.post('/cases/:id/requests', `/cases/${player.caseId}/requests`, { items });
    const { rev } = await province.claim(check.id);
    await province.decide(check.id, { rev, outcome: 'correction-requested', form: {} });
    const hospital = await cast.desk(`${parties.henan.hospital}.preparer`);
    const { items: rows } = await hospital.get<RequestList>('/requests', '/requests?asked=of-us');
    const id = rows.find((row) => row.caseId === player.caseId)?.id ?? '';
    await hospital.post('/requests/:id/open', `/requests/${id}/open`);
    await answerItems(hospital, await hospital.get<RequestView>('/requests/:id', `/requests/${id}`));
    const request = await hospital.get<RequestView>('/requests/:id', `/requests/${id}`);
    return { player, hospital, request, taskId: request.taskId ?? '' };
  }

  /** Holds the counter of receipts: a submission has written nearly everything when it asks for its number. */
  async function holdReceipts(): Promise<() => Promise<void>> {
    let letGo: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (letGo = resolve));
    let held: () => void = () => undefined;
    const holding = new Promise<void>((resolve) => (held = resolve));
    const holder = database.transaction(async (sql) => {
      await new CaseRepository(sql).nextNumber('RC-2026-41');
      held();
      await gone;
      throw new Undone();
    });
    await holding;
    return async () => {
      letGo();
      await expect(holder).rejects.toThrow(Undone);
    };
  }

  const waitingForNumber = () =>
    until({ what: 'the submission asks for its number', withinMs }, async () =>
      database.read((sql) =>
        sql.row("SELECT id FROM information_schema.processlist WHERE info LIKE 'INSERT INTO number_series%'"),
      ),
    );

  const standing = (requestId: string, caseId: string) =>
    database.read(async (sql) => {
      const request = await sql.row<{ state: string; receipt_number: string | null; receipt: string | null }>(
        'SELECT state, receipt_number, receipt FROM document_request WHERE id = ?',
        [bytesOf(requestId)],
      );
      const events = await sql.rows<{ type: string }>(
        "SELECT type FROM case_event WHERE case_id = ? AND type IN ('answerSubmitted', 'answerReceived')",
        [bytesOf(caseId)],
      );
      const decisions = await sql.rows<{ step: string }>(
        "SELECT step FROM decision WHERE case_id = ? AND step = 'answer-request'",
        [bytesOf(caseId)],
      );
      return {
        state: request?.state,
        number: request?.receipt_number ?? null,
        frozen: request?.receipt != null,
        events: events.map((event) => event.type).sort(),
        decisions: decisions.length,
      };
    });

  it('leaves nothing behind; the same submission, repeated, is whole and has one receipt', async () => {
    const { player, hospital, request, taskId } = await answered();
    const { rev } = await hospital.claim(taskId);
    const release = await holdReceipts();
    const submission = hospital.decide(taskId, { rev, outcome: 'answered', form: {} });
    await waitingForNumber();
    await stack.kill('api');
    const nothing = { state: 'sent', number: null, frozen: false, events: [], decisions: 0 };
    expect(await standing(request.id, player.caseId)).toEqual(nothing);
    await release();
    // Sent again under its key once the API is back.
    await submission;
    const whole = await standing(request.id, player.caseId);
    expect(whole).toEqual({
      state: 'answered',
      number: 'RC-2026-41-0001',
      frozen: true,
      events: ['answerReceived', 'answerSubmitted'],
      decisions: 1,
    });
    await stack.child('api').running(await stack.kill('api'));
    expect(await standing(request.id, player.caseId)).toEqual(whole);
    const receipt = await hospital.get<{ receipt: { number: string; items: { files: unknown[] }[] } }>(
      '/requests/:id/receipt',
      `/requests/${request.id}/receipt`,
    );
    expect(receipt.receipt.items.map((item) => item.files.length)).toEqual([1, 1, 1]);
    expect(await database.read((sql) => verifyCase(sql, player.caseId))).toMatchObject({ intact: true });
  }, 240_000);
});
