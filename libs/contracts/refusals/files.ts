import { r, type Refusal } from './refusal';

/** Of files: what they are, how they come, what may be read. */
export const fileRefusals = {
  'file-type-refused': r(
    415,
    '不支持该类型的文件，或文件内容与扩展名不符。',
    'This type of file is not accepted, or its content does not match its name.',
  ),
  'file-too-large': r(413, '文件超过大小限制。', 'The file is larger than the limit.'),
  'file-empty': r(422, '文件为空。', 'The file is empty.'),
  'file-name-refused': r(
    422,
    '文件名不可用，请改名后重新上传。',
    'This file name cannot be used. Rename the file and upload it again.',
  ),
  'file-truncated': r(
    422,
    '文件不完整，请用原软件打开确认无误后重新导出并上传。',
    'The file is incomplete. Open it in the program that made it, save it again and upload that.',
  ),
  'file-two-kinds': r(
    415,
    '文件中夹带其他类型的内容，请重新导出为单一格式后上传。',
    'The file is of two kinds at once. Export it again as one plain format and upload that.',
  ),
  'format-not-offered': r(
    415,
    '该项材料不接受此格式，请转换为所列格式后上传。',
    'This item does not accept that format. Convert the file to one of those listed.',
  ),
  'archive-damaged': r(
    422,
    '压缩包已损坏，请重新打包后上传。',
    'The archive is damaged. Pack it again and upload that.',
  ),
  'archive-bomb': r(
    422,
    '压缩包解压后过大，请减少内容或分开上传。',
    'The archive unpacks to far too much. Upload less in it, or upload the files one by one.',
  ),
  'archive-too-many': r(
    422,
    '压缩包内文件过多，请分成几个压缩包上传。',
    'The archive holds too many files. Split it into several.',
  ),
  'archive-too-deep': r(
    422,
    '压缩包嵌套层数过多或内层过大，请解开后上传。',
    'Archives are packed inside archives too deeply, or the inner one is too large. Unpack them and upload the files.',
  ),
  'archive-traversal': r(
    422,
    '压缩包内含指向包外的文件名，请重新打包后上传。',
    'The archive holds names that lead out of it. Pack it again and upload that.',
  ),
  'archive-encrypted': r(
    422,
    '压缩包已加密，请去掉密码后上传。',
    'The archive is encrypted. Remove the password and upload it again.',
  ),
  'too-many-documents': r(
    409,
    '材料数量已达上限，请合并文件或替换已有材料。',
    'The number of documents has reached its limit. Combine files, or upload a new version of one.',
  ),
  'document-withdrawn': r(409, '该材料已撤下。', 'This document has been marked withdrawn.'),
  'document-in-use': r(
    409,
    '该材料是已登记文件的原件，不能撤下。',
    'This is the original of a registered paper and cannot be withdrawn.',
  ),
  'file-quarantined': r(
    409,
    '文件正在等待病毒检查，检查通过后方可下载。',
    'The file is waiting for its virus scan and can be downloaded once it is found clean.',
  ),
  'file-infected': r(
    409,
    '病毒检查发现问题，该文件不能下载。请上传干净的版本。',
    'The virus scan found something in this file; it cannot be downloaded. Upload a clean version.',
  ),
  'file-unreadable': r(
    409,
    '病毒检查未能读取该文件，不能下载。请打开原文件确认完好后重新上传。',
    'The virus scan could not read this file; it cannot be downloaded. See that the original opens, and upload it again.',
  ),
  'file-not-scanned': r(
    409,
    '该文件未经病毒检查，不能由其他单位下载。请联系系统管理员。',
    'This file was not scanned for viruses and cannot be downloaded by another organisation. Ask the administrator.',
  ),
  'no-preview': r(415, '该类型的文件不能预览，请下载查看。', 'This type of file has no preview. Download it.'),
  'range-not-satisfiable': r(416, '请求的范围超出文件。', 'The range lies outside the file.'),
  'upload-offset': r(
    409,
    '上传位置与已收到的部分不一致，请从已收到处继续。',
    'The upload does not go on where it stopped. Ask for its offset and continue there.',
  ),
  'upload-busy': r(409, '该文件正在由另一连接上传。', 'This upload is being received on another connection.'),
  'upload-incomplete': r(409, '文件尚未传完。', 'The upload has not arrived in full yet.'),
  'upload-protocol': r(
    400,
    '上传请求不符合 tus 1.0 协议。',
    'The request does not follow the upload protocol tus 1.0.',
  ),
} as const satisfies Record<string, Refusal>;
