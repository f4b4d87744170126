import { Panel } from '#web/components/ui/Panel.tsx'

/** Shows the rules of a DAO page in a panel, one line each. */
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
