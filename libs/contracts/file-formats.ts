import * as z from 'zod';

/** Formats a programme may name for what is handed in. */
export const FileFormat = z.enum(['pdf', 'ofd', 'docx', 'xlsx', 'png', 'jpg', 'zip']);
export type FileFormat = z.infer<typeof FileFormat>;

/** The format of a file by the ending of its name; null where no programme knows it. The content was checked when it was taken in. */
export function formatOfName(fileName: string): FileFormat | null {
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  const found = FileFormat.safeParse(ending === 'jpeg' ? 'jpg' : ending);
  return found.success ? found.data : null;
}
