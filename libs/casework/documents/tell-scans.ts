import type { EventType } from '../../contracts/events';
import type { NotificationCode } from '../../contracts/words/notifications';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { ScanRepository, type UntoldResult } from '../../persistence/documents/scan-repository';
import { CaseWork } from '../cases/case-work';
import type { Office } from '../office';

const casesAtOnce = 50;
const words = {
  infected: { event: 'Infected', code: 'file-infected' },
  unreadable: { event: 'Unreadable', code: 'file-unreadable' },
} as const satisfies Record<UntoldResult['result'], { event: string; code: NotificationCode }>;

/**
 * Says what the virus scan found: an event on every case that has such a version, a notification to who uploaded it.
 * Each is told once (primary key of `scan_notice`); one commit a case, so that what was killed in between goes on.
 * Answers how many were told.
 */
export async function tellScans(office: Office): Promise<number> {
  let told = 0;
  for (const caseId of await office.database.read((sql) => new ScanRepository(sql).untold(casesAtOnce))) {
    told += await office.database.transaction(async (sql) => {
      const work = await CaseWork.lock(office, sql, caseId);
      const scans = new ScanRepository(sql);
      const results = await scans.untoldOf(caseId);
      for (const one of results) record(work, one);
      await new NotificationRepository(sql).add(
        results.flatMap(({ personId, result, title }) =>
          personId === null
            ? []
            : [
                {
                  personId,
                  caseId,
                  code: words[result].code,
                  params: { number: work.file.number, document: title },
                  at: work.now,
                },
              ],
        ),
      );
      await scans.told(results, work.now);
      await work.settle();
      return results.length;
    });
  }
  return told;
}

function record(work: CaseWork, { side, result, documentId, number, title, sha256, found }: UntoldResult): void {
  const { event } = words[result];
  const type: EventType = side === 'hospital' ? `document${event}` : `bodyDocument${event}`;
  work.record(type, side === 'panel' ? 'nation' : side, {
    document: documentId,
    version: number,
    title,
    sha256,
    ...(found === null ? {} : { found }),
  });
}
