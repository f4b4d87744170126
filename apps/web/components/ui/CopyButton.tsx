'use client'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'

/** Copies a text and briefly confirms it. `label` names the copied thing; `doneLabel` confirms the copy. */
export function CopyButton({ text, label, doneLabel }: { readonly text: string; readonly label: string; readonly doneLabel: string }) {
  const [copied, setCopied] = useState(false)
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    window.setTimeout(() => setCopied(false), 1_500)
  }
  return (
    <button type="button" className="btn ghost icon sm" aria-label={copied ? doneLabel : label} onClick={() => void copy()}>
      {copied ? <Check className="i s go" aria-hidden /> : <Copy className="i s" aria-hidden />}
    </button>
  )
}
