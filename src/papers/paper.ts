import Paper from 'pdfkit';
import { fonts } from './fonts.js';
import { type Language, words } from './words.js';

declare global {
  namespace PDFKit.Mixins {
    interface StructureElementOptions {
      /** Of which cells a heading of a table is the heading. */
      scope?: 'Row' | 'Column';
    }
    interface PDFAttachmentOptions {
      /** What a file is to the document it comes with. */
      relationship?: 'Source' | 'Data';
    }
  }
}

export type Doc = InstanceType<typeof Paper>;
/** An element of the structure that reading aloud goes by. */
export type Element = ReturnType<Doc['struct']>;

/** A4, in points. */
export const sheet = { width: 595.28, height: 841.89, left: 48, right: 48, top: 56, bottom: 64 };
export const textWidth = sheet.width - sheet.left - sheet.right;
export const lowest = sheet.height - sheet.bottom;

/** Each on white at 7 to 1 or better. */
export const ink = {
  text: '#1a1a1a',
  soft: '#4d4d4d',
  accent: '#0b4a5c',
  line: '#c4ccd0',
} as const;

interface PaperFacts {
  readonly language: Language;
  readonly at: Date;
}

/**
 * An empty document that says which language it is in, what it is called, and in which order it is read. It names nobody in
 * what a file says of itself.
 */
export function openPaper({ language, at }: PaperFacts): Doc {
  const { title } = words[language];
  const { plain, bold } = fonts();
  const options: ConstructorParameters<typeof Paper>[0] = {
    size: 'A4',
    margins: { top: sheet.top, bottom: sheet.bottom, left: sheet.left, right: sheet.right },
    pdfVersion: '1.7',
    tagged: true,
    lang: language,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    info: { Title: title, Creator: 'Leerkluis', Producer: 'Leerkluis', CreationDate: at },
  };
  // It says of itself that it can be read aloud. The types of the library do not know the word yet.
  Reflect.set(options, 'subset', 'PDF/UA');
  const doc = new Paper(options);
  doc.registerFont('plain', plain).registerFont('bold', bold);
  return doc;
}

/** What is on the page and no part of what it says: lines, and what is on every page. */
export function artifact(doc: Doc, type: 'Layout' | 'Pagination', draw: () => void): void {
  doc.markContent('Artifact', { type });
  draw();
  doc.endMarkedContent();
}

interface TextForm {
  readonly size: number;
  readonly isBold?: boolean;
  readonly color?: string;
  /** Room below it. */
  readonly gap?: number;
}
export function write(doc: Doc, text: string, { size, isBold, color, gap = 0 }: TextForm): void {
  doc
    .font(isBold === true ? 'bold' : 'plain')
    .fontSize(size)
    .fillColor(color ?? ink.text);
  doc.text(text, sheet.left, doc.y, { width: textWidth, lineGap: size * 0.15 });
  doc.y += gap;
}

/** A block of the text, as what it is. */
export function say(doc: Doc, parent: Element, as: string, text: string, form: TextForm): void {
  parent.add(doc.struct(as, {}, () => write(doc, text, form)));
}

/** A heading never stands alone at the foot of a page. */
export function makeRoom(doc: Doc, height: number): void {
  if (doc.y + height > lowest) doc.addPage();
}

/** Under each page which it is, of how many. Not read aloud: a reader’s program knows. */
export function numberPages(doc: Doc, language: Language): void {
  const { page, title } = words[language];
  const { count } = doc.bufferedPageRange();
  for (let n = 0; n < count; n += 1) {
    doc.switchToPage(n);
    // Else a text this low would begin another page.
    doc.page.margins.bottom = 0;
    artifact(doc, 'Pagination', () => {
      doc.font('plain').fontSize(8.5).fillColor(ink.soft);
      const y = sheet.height - 40;
      doc.text(title, sheet.left, y, { lineBreak: false });
      doc.text(page(n + 1, count), sheet.left, y, { width: textWidth, align: 'right' });
    });
  }
}

/** Everything written, as bytes. */
export async function bytesOf(doc: Doc): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  doc.on('data', (part: Uint8Array) => parts.push(part));
  const done = new Promise<void>((resolve, reject) => {
    doc.once('end', resolve);
    doc.once('error', reject);
  });
  doc.end();
  await done;
  return Buffer.concat(parts);
}
