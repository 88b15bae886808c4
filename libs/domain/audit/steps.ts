import type { ArchiveStage } from '../../contracts/procedure';
import { archiveStages } from '../../contracts/procedure';
import type { StepDefinition } from '../../contracts/step';
import { opinion, reasons, text, w } from '../cases/fields';
import { handlerOfArchive } from './archive';

const stepsOf = (stage: ArchiveStage): StepDefinition[] => [
  {
    stage,
    step: 'compile-file',
    doer: { role: handlerOfArchive[stage] },
    paper: { paper: 'file', part: 'draft' },
    returnable: true,
    recallable: true,
    purpose: w(
      '对照清单整理应归档的文件；缺少的补齐，确实没有的逐项说明原因，移交档案部门。',
      'Go through the check-list of what belongs in the file; add what is missing, give a reason for what there is not, and hand the file over.',
    ),
    outcomes: {
      compiled: {
        tone: 'forward',
        form: [
          { name: 'missing', type: 'checklist', label: w('归档文件清单', 'Check-list of the file'), required: false },
          opinion(),
        ],
      },
    },
  },
  {
    stage,
    step: 'accept-file',
    doer: { role: 'archivist' },
    paper: { paper: 'file', part: 'check' },
    returnable: false,
    recallable: false,
    purpose: w(
      '核对移交的文件，编定档号、保管期限和存放地点，接收归档；不齐全的退回整理。',
      'Check the file handed over, give it its archive number, retention class and place, and accept it; or send it back.',
    ),
    outcomes: {
      accepted: {
        tone: 'forward',
        label: w('接收归档', 'Accept into the archive'),
        confirm: w(
          '接收后档号登记，不能撤回；之后的文件另行补充归档。',
          'The archive number is registered and this cannot be recalled; later papers go into a supplement.',
        ),
        form: [
          {
            name: 'number',
            type: 'text',
            label: w('档号', 'Archive number'),
            required: true,
            maxLength: 64,
            pattern: 'archive-number',
          },
          {
            name: 'retentionClass',
            type: 'retention-class',
            label: w('保管期限', 'Retention class'),
            required: true,
          },
          text('place', '存放地点', 'Place', 200),
          opinion(),
        ],
      },
      returned: { tone: 'back', form: [reasons('退回理由', 'Reasons for returning')] },
    },
  },
];

export const archiveSteps: StepDefinition[] = archiveStages.flatMap(stepsOf);
