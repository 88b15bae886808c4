/** RFC 8187: these four are left alone by encodeURIComponent and mean something in a header. */
const headerText = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** A file to be saved under a name in any language. */
export const attachment = (fileName: string): string => `attachment; filename*=UTF-8''${headerText(fileName)}`;
/** The same, to be shown in a page. */
export const inlined = (fileName: string): string => `inline; filename*=UTF-8''${headerText(fileName)}`;
