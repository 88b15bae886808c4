/** A decision form as data: the server's check and the console's form are both made from it. */
export interface Words {
  zh: string;
  en: string;
}

interface FieldBase {
  name: string;
  label: Words;
  hint?: Words;
  required: boolean;
}

export type Field =
  | (FieldBase & { type: 'text'; maxLength: number; pattern?: 'authority-number' | 'archive-number' })
  | (FieldBase & { type: 'paragraph'; maxLength: number })
  | (FieldBase & { type: 'number'; min?: number; max?: number; integer?: boolean })
  | (FieldBase & { type: 'date' })
  | (FieldBase & { type: 'flag'; mustBeTrue?: boolean })
  | (FieldBase & { type: 'choice'; options: readonly { value: string; label: Words }[] })
  | (FieldBase & { type: 'document' })
  | (FieldBase & { type: 'documents'; max: number })
  | (FieldBase & { type: 'rows'; columns: readonly CellField[]; min: number; max: number })
  /** Figures per indicator of the pinned standard. Value: IndicatorEntry[]. */
  | (FieldBase & { type: 'indicators' })
  /** One judgement per indicator of the pinned standard. Value: IndicatorJudgement[]. */
  | (FieldBase & { type: 'judgements' })
  /** Experts of the pool with one lead. Value: { personIds: string[]; leadId: string }. */
  | (FieldBase & { type: 'seats'; pool: 'province' | 'nation' })
  /** Attendance of the panel's seats. Value: seat ids. */
  | (FieldBase & { type: 'attendance' })
  /** The file's check-list. Value: MissingReason[], a reason for each row that is missing. */
  | (FieldBase & { type: 'checklist' })
  /** A retention class of the reference data. Value: its id. */
  | (FieldBase & { type: 'retention-class' })
  /** An earlier step of the body. Value: { stage, step }. */
  | (FieldBase & { type: 'target' });

export type CellField = Extract<Field, { type: 'text' | 'paragraph' | 'number' | 'date' | 'choice' }>;

/** `figures`: one per year for means and ratios (newest last), one for counts; `met`: the hospital's own statement. */
export interface IndicatorEntry {
  indicator: string;
  figures?: number[];
  statement?: string;
  confirmed?: boolean;
  evidence?: string[];
}

export interface MissingReason {
  item: string;
  reason: string;
}

export interface IndicatorJudgement {
  indicator: string;
  met: 'met' | 'not-met' | 'unclear';
  remark?: string;
}
