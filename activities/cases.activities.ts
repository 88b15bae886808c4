import { closeCase, enterStage, ringAlarms, whereStands } from '../libs/casework/cases/standing';
import type { Office } from '../libs/casework/office';
import type { CaseActivities } from '../libs/contracts/messages';

/** The activities of a case as own properties, as a worker takes them. Whatever they throw may be tried again. */
export function makeCaseActivities(office: Office): CaseActivities {
  return {
    where: (handed) => whereStands(office, handed),
    enter: (entering) => enterStage(office, entering),
    ring: (handed) => ringAlarms(office, handed),
    close: (closing) => closeCase(office, closing),
  };
}
