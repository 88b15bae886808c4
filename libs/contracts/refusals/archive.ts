import { r, type Refusal } from './refusal';

/** Of the archive of a closed case. */
export const archiveRefusals = {
  'not-archived': r(409, '该案尚未归档。', 'This case is not in the archive yet.'),
  'archive-open': r(
    409,
    '该案正在归档，可直接补充文件，无需另开补充归档。',
    'The archive of this case is open: add to the file that is being compiled.',
  ),
  'archive-number-taken': r(409, '该档号已登记。', 'This archive number is already registered.'),
  'no-legal-hold': r(409, '该案没有生效的法律保全。', 'No legal hold stands on this file.'),
  'legal-hold-lifted': r(409, '该法律保全已解除。', 'This legal hold has been lifted already.'),
} as const satisfies Record<string, Refusal>;
