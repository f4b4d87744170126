'use client'
import { Tabs as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { useTabRow } from '#web/components/ui/useTabRow.ts'

export type TabsProps<T extends string> = {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly tabs: readonly { readonly value: T; readonly label: ReactNode; readonly count?: number | undefined }[]
  readonly children: ReactNode
}

/**
 * Draws a row of tabs; arrow keys move between them. If the row is too wide, it scrolls and marks the side on which tabs are hidden. Put one `TabPanel` per tab
 * inside.
 */
export function Tabs<T extends string>({ label, value, onChange, tabs, children }: TabsProps<T>) {
  const row = useRef<HTMLDivElement>(null)
  const hidden = useTabRow(row, value)
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)}>
      <Radix.List className="tabs" aria-label={label} ref={row} data-before={hidden.before} data-after={hidden.after}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.value} value={tab.value}>
            {tab.label} {tab.count !== undefined && <span className="n">{tab.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  )
}

/** Shows the content of one tab. It unmounts when the user chooses another tab, unless `keep` is set. */
export function TabPanel({ value, keep = false, children }: { readonly value: string; readonly keep?: boolean; readonly children: ReactNode }) {
  return (
    <Radix.Content
      value={value}
      {...(keep ? { forceMount: true as const } : {})}
      className="data-[state=inactive]:hidden focus-visible:outline-offset-4"
    >
      {children}
    </Radix.Content>
  )
}
