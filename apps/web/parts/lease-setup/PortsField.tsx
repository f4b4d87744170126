'use client'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { listText } from '#web/parts/format/listText.ts'
import { portsProblem } from '#web/parts/lease-setup/leaseSetup.ts'

/** If a typed word is wrong, the error message contains at most this many characters of it. */
const wordLength = 24

type PortsFieldProps = {
  readonly ports: string
  readonly onPorts: (ports: string) => void
  /** The label and hint of the field. Without them, the field gets the label and hint of the checkout. */
  readonly label?: string
  readonly hint?: string
}

/** A field for the ports that users reach by a web address. An error names the typed words that are not port numbers. */
export function PortsField({ ports, onPorts, label, hint }: PortsFieldProps) {
  const t = useTranslations('book.ports')
  const problem = portsProblem(ports)
  const error =
    problem === null
      ? undefined
      : 'wrong' in problem
        ? t('wrong', { words: listText(problem.wrong.map((word) => word.slice(0, wordLength))), count: problem.wrong.length })
        : t('tooMany', { count: problem.tooMany })
  return (
    <Field label={label ?? t('label')} hint={hint ?? t('hint')} error={error}>
      {(names) => (
        <TextInput
          {...names}
          inputMode="numeric"
          autoComplete="off"
          value={ports}
          placeholder="8888, 6006"
          onChange={(event) => onPorts(event.target.value)}
        />
      )}
    </Field>
  )
}
