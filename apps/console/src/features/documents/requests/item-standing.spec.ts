import { describe, expect, it } from 'vitest';
import { editOf, inputOf, standingOf } from './item-standing';

const saved = { rev: 2, text: null, unavailableBecause: null, editedBy: null, editedAt: '', files: [] };
const file = {
  ...{ documentId: 'doc_1', versionId: 'dv_1', version: 3, standing: 'good' as const },
  ...{ title: '表', fileName: '表.pdf', mediaType: '', size: 1, sha256: '' },
};

describe('how an item stands', () => {
  it('is missing or optional until something is saved for it', () => {
    expect(standingOf({ required: true, answer: null })).toBe('missing');
    expect(standingOf({ required: false, answer: null })).toBe('optional');
    expect(standingOf({ required: true, answer: { ...saved, text: ' ' } })).toBe('missing');
  });
  it('is done with a text or a file, and not available with a reason', () => {
    expect(standingOf({ required: true, answer: { ...saved, text: '见附件' } })).toBe('done');
    expect(standingOf({ required: true, answer: { ...saved, files: [file] } })).toBe('done');
    expect(standingOf({ required: true, answer: { ...saved, unavailableBecause: '设备未购置' } })).toBe('unavailable');
  });
});

describe('what is sent of an edit', () => {
  it('is the way that is chosen alone, with the revision it began from', () => {
    const edit = { ...editOf({ ...saved, text: '甲', files: [file] }), because: '乙' };
    expect(inputOf(edit)).toEqual({
      rev: 2,
      text: '甲',
      unavailableBecause: null,
      documents: ['doc_1'],
      versions: [3],
    });
    expect(inputOf({ ...edit, cannot: true })).toEqual({
      rev: 2,
      text: null,
      unavailableBecause: '乙',
      documents: [],
    });
  });
  it('holds no blank text', () => {
    expect(inputOf({ ...editOf(null), text: '  ' })).toMatchObject({ rev: 0, text: null });
  });
});
