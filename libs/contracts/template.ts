import * as z from 'zod';
import { LocalText } from './basis';

/** A form to fill in: where the authority publishes it, or a file beside the programme, pinned by its digest. */
export const Template = z.union([
  z.strictObject({ title: LocalText, address: z.url({ protocol: /^https$/ }) }),
  z.strictObject({
    title: LocalText,
    file: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*\.(docx|xlsx)$/, 'small letters and digits, .docx or .xlsx'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits'),
  }),
]);
export type Template = z.infer<typeof Template>;
export type TemplateFile = Extract<Template, { file: string }>;

export const isTemplateFile = (template: Template | undefined): template is TemplateFile =>
  template !== undefined && 'file' in template;
