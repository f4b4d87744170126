'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { compareNode, uncompareNode, unreadNodes, useComparedNodes } from '#web/features/compare/comparedNodes.ts'
import { mostCompared } from '#web/features/compare/nodesOf.ts'

/**
 * A checkbox that adds a listed machine to the comparison or removes it. It is disabled while four other machines are chosen, and until the page's script can
 * react to clicks. `name` lets screen readers tell the checkboxes apart.
 */
export function CompareCheck({ node, name }: { readonly node: string; readonly name: string }) {
  const t = useTranslations('compare')
  const id = useId()
  const reasonId = useId()
  const compared = useComparedNodes()
  const isIn = compared.includes(node)
  const isFull = !isIn && compared.length >= mostCompared
  return (
    <label className="check" htmlFor={id}>
      <input
        id={id}
        type="checkbox"
        className="box"
        checked={isIn}
        disabled={isFull || compared === unreadNodes}
        aria-label={t('checkNamed', { name })}
        aria-describedby={isFull ? reasonId : undefined}
        onChange={(event) => (event.target.checked ? compareNode(node) : uncompareNode(node))}
      />
      <span id={reasonId}>{isFull ? t('full', { most: mostCompared }) : t('check')}</span>
    </label>
  )
}
