import { Panel } from '#web/components/ui/Panel.tsx'

/** The rules of a page of the DAO in a panel, one line each. */
export function RuleList({ title, rules }: { readonly title: string; readonly rules: readonly string[] }) {
  return (
    <Panel title={title}>
      <ul className="panel-body stack g3 t13">
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </Panel>
  )
}
