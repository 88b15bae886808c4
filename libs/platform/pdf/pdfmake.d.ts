/** What is used of pdfmake: its own types bring the browser's with them, and with those other names for `Buffer`. */
declare module 'pdfmake' {
  type Margins = [left: number, top: number, right: number, bottom: number];

  interface Style {
    font?: string;
    fontSize?: number;
    bold?: boolean;
    color?: string;
    alignment?: 'left' | 'center' | 'right';
    margin?: Margins;
    lineHeight?: number;
    leadingIndent?: number;
  }

  type Content =
    | (Style & { text: string; width?: number | '*' | 'auto' })
    | (Style & { columns: Content[] })
    | (Style & {
        layout?: 'noBorders' | 'headerLineOnly' | 'lightHorizontalLines';
        table: { headerRows: number; widths: (number | '*' | 'auto')[]; body: (Style & { text: string })[][] };
      });

  interface Definition {
    pageSize: 'A4';
    pageMargins: Margins;
    info: { title: string; creator: string };
    watermark: { text: string; color: string; opacity: number; fontSize: number };
    defaultStyle: Style;
    footer: (page: number, pages: number) => Content;
    content: Content[];
  }

  interface Printer {
    setFonts(fonts: Record<string, Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>): void;
    setLocalAccessPolicy(mayRead: (path: string) => boolean): void;
    setUrlAccessPolicy(mayFetch: (url: string) => boolean): void;
    createPdf(definition: Definition): { getBuffer(): Promise<Buffer> };
  }

  const printer: Printer;
  export { type Content, type Definition, type Margins };
  export default printer;
}
