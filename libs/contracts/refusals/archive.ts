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
  'package-not-made': r(
    409,
    '归档移交包尚未生成，请稍后再试；如长时间没有，请告知系统管理员（工作进程须配置签名密钥）。',
    'The transfer package is not made yet. Try again in a moment; if it stays, tell the system administrator: the worker needs its signing key.',
  ),
  'file-unsigned': r(
    503,
    '本系统未配置签名密钥，不能给出未签名的归档案卷，请告知系统管理员。',
    'No signing key is set up here, and a file for an archive is not given out unsigned. Tell the system administrator.',
  ),
  'no-legal-hold': r(409, '该案没有生效的法律保全。', 'No legal hold stands on this file.'),
  'legal-hold-lifted': r(409, '该法律保全已解除。', 'This legal hold has been lifted already.'),
} as const satisfies Record<string, Refusal>;
