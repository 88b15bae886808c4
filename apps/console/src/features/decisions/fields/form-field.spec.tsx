import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { stepRegistry } from '../../../../../../libs/domain/cases/registry';
import type { Task } from '../../../api/types';
import { buildTask } from '../../../testing/task';
import { startWords, switchLanguage } from '../../../words';
import { FormField } from './form-field';

beforeAll(() => startWords('zh-CN'));

function Form({
  task,
  fields,
  onValues,
  errors = new Map(),
}: {
  task: Task;
  fields: Parameters<typeof FormField>[0]['field'][];
  onValues?: (values: object) => void;
  errors?: Map<string, string>;
}): ReactNode {
  const [values, setValues] = useState<Record<string, unknown>>({});
  onValues?.(values);
  return (
    <QueryClientProvider client={new QueryClient()}>
      {fields.map((field) => (
        <FormField
          key={field.name}
          field={field}
          value={values[field.name]}
          task={task}
          errors={errors}
          onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
        />
      ))}
    </QueryClientProvider>
  );
}

const forms = stepRegistry.flatMap((definition) =>
  Object.entries(definition.outcomes).map(([outcome, one]) => ({
    name: `${definition.stage}/${definition.step} ${outcome}`,
    fields: [...one.form],
  })),
);

describe('the generated form', () => {
  it.each(forms)('$name shows the label of every field in both languages', async ({ fields }) => {
    for (const language of ['zh-CN', 'en'] as const) {
      await switchLanguage(language);
      const { container, unmount } = render(<Form task={buildTask()} fields={fields} />);
      for (const field of fields)
        expect(container.textContent).toContain(language === 'en' ? field.label.en : field.label.zh);
      unmount();
    }
    await switchLanguage('zh-CN');
  });

  it('keeps figures of years newest last, and says how they stand to the standard', () => {
    const values = vi.fn();
    render(
      <Form
        task={buildTask()}
        fields={[{ type: 'indicators', name: 'indicators', label: { zh: '指标', en: 'Indicators' }, required: true }]}
        onValues={values}
      />,
    );
    const group = screen.getByRole('group', { name: /^R4/ });
    const inputs = within(group).getAllByRole('spinbutton');
    expect(inputs).toHaveLength(3);
    [6900, 7000, 7400].forEach((figure, at) =>
      fireEvent.change(inputs[at] as HTMLElement, { target: { value: String(figure) } }),
    );
    expect(values).toHaveBeenLastCalledWith({ indicators: [{ indicator: 'R4', figures: [6900, 7000, 7400] }] });
    expect(group.textContent).toContain('年均 7,100，高于标准 100');
  });

  it('adds and removes rows', () => {
    const values = vi.fn();
    render(
      <Form
        task={buildTask()}
        fields={[
          {
            type: 'rows',
            name: 'plan',
            label: { zh: '方案', en: 'Plan' },
            required: true,
            min: 1,
            max: 2,
            columns: [{ type: 'text', name: 'goal', label: { zh: '目标', en: 'Goal' }, required: true, maxLength: 20 }],
          },
        ]}
        onValues={values}
      />,
    );
    fireEvent.click(screen.getByRole('button', { name: '增加一行' }));
    const goals = screen.getAllByLabelText('目标');
    expect(goals).toHaveLength(2);
    expect(screen.queryByRole('button', { name: '增加一行' })).toBeNull();
    fireEvent.change(goals[1] as HTMLElement, { target: { value: '第二' } });
    fireEvent.click(screen.getByRole('button', { name: '删除第 1 行' }));
    expect(values).toHaveBeenLastCalledWith({ plan: [{ goal: '第二' }] });
  });

  it('lets only a seated expert lead, and unseats the lead with the seat', () => {
    const values = vi.fn();
    const task = buildTask();
    render(
      <Form
        task={task}
        fields={[
          { type: 'seats', name: 'seats', pool: 'province', label: { zh: '专家组', en: 'Panel' }, required: true },
        ]}
        onValues={values}
      />,
    );
    const first = screen.getByRole('checkbox', { name: /专家4/ });
    expect(screen.queryByRole('radio')).toBeNull();
    fireEvent.click(first);
    fireEvent.click(screen.getByRole('radio', { name: '专家4 任组长' }));
    expect(values).toHaveBeenLastCalledWith({ seats: { personIds: [task.pool[0]?.id], leadId: task.pool[0]?.id } });
    fireEvent.click(first);
    expect(values).toHaveBeenLastCalledWith({ seats: { personIds: [], leadId: undefined } });
  });

  it('ties the error to its field', () => {
    render(
      <Form
        task={buildTask()}
        fields={[{ type: 'text', name: 'title', label: { zh: '标题', en: 'Title' }, required: true, maxLength: 20 }]}
        errors={new Map([['title', '请填写。']])}
      />,
    );
    const input = screen.getByLabelText('标题');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe('请填写。');
  });
});
