import type { Field, Words } from '../../contracts/forms';
import type { OutcomeDefinition } from '../../contracts/step';

export const w = (zh: string, en: string): Words => ({ zh, en });

export const opinion = (required = false): Field => ({
  name: 'opinion',
  type: 'paragraph',
  label: w('意见', 'Opinion'),
  required,
  maxLength: 4000,
});

export const reasons = (zh: string, en: string): Field => ({
  name: 'reasons',
  type: 'paragraph',
  label: w(zh, en),
  required: true,
  maxLength: 4000,
});

export const text = (name: string, zh: string, en: string, maxLength = 200): Field => ({
  name,
  type: 'text',
  label: w(zh, en),
  required: true,
  maxLength,
});

export const paragraph = (name: string, zh: string, en: string, required = true): Field => ({
  name,
  type: 'paragraph',
  label: w(zh, en),
  required,
  maxLength: 20000,
});

export const date = (name: string, zh: string, en: string): Field => ({
  name,
  type: 'date',
  label: w(zh, en),
  required: true,
});

export const authorityNumber = (name: string, zh: string, en: string): Field => ({
  name,
  type: 'text',
  label: w(zh, en),
  hint: w('如：示卫医函〔2026〕12号', 'For example 示卫医函〔2026〕12号'),
  required: true,
  maxLength: 64,
  pattern: 'authority-number',
});

export const original = (name: string, zh: string, en: string): Field => ({
  name,
  type: 'document',
  label: w(zh, en),
  required: true,
});

/** A return names an earlier step of the body and says why. */
export const returning: OutcomeDefinition = {
  tone: 'back',
  form: [
    { name: 'target', type: 'target', label: w('退回至', 'Return to'), required: true },
    reasons('退回理由', 'Reasons for returning'),
  ],
};
