import { Radio } from 'antd';
import type { ReactNode } from 'react';
import type { Target } from '../../../../../../libs/contracts/procedure';
import { FieldFrame } from '../../../ui/field-frame';
import { useSay } from '../../../words';
import { useProcedureWords } from '../../cases/words';
import { idOf, type FieldProps } from './field-props';

const keyOf = (target: Target): string => `${target.stage}/${target.step}`;

/** An earlier step of the body to return to, from those the API offers. */
export function TargetField({ field, path, value, onChange, errors, task }: FieldProps<'target'>): ReactNode {
  const say = useSay();
  const procedure = useProcedureWords();
  const chosen = value as Target | undefined;
  return (
    <FieldFrame
      id={idOf(path)}
      label={say(field.label)}
      hint={field.hint && say(field.hint)}
      error={errors.get(path)}
      required={field.required}
      group
    >
      <Radio.Group
        className="choices"
        name={idOf(path)}
        value={chosen ? keyOf(chosen) : undefined}
        onChange={(event) => onChange(task.returnTargets.find((target) => keyOf(target) === event.target.value))}
        options={task.returnTargets.map((target) => ({
          value: keyOf(target),
          label: `${procedure.stage(target.stage)} · ${procedure.step(target.step)}`,
        }))}
      />
    </FieldFrame>
  );
}
