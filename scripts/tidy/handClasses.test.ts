import { describe, expect, it } from 'vitest'
import { classesOf, handClasses } from './handClasses.ts'
import { sourceFile } from './sourceFile.ts'

const list = { path: 'scripts/tidy/hand-classes.json', text: '["btn","panel"]' }
const sheet = (text: string) => ({ path: 'apps/web/styles/a.css', text })

describe('the list of hand-written classes', () => {
  it('refuses a class that it does not have', () => {
    const files = [list, sheet('.btn { color: red }\n.panel > .fresh:hover { top: 0.5rem }')].map(sourceFile)
    expect(handClasses(files)).toEqual([
      { path: 'apps/web/styles/a.css', rule: 'hand-classes', message: '.fresh is a new class: use utilities of Tailwind' },
    ])
  })

  it('refuses a name that no style sheet defines', () => {
    expect(handClasses([list, sheet('.btn { color: red }')].map(sourceFile)).map(({ message }) => message)).toEqual([
      'panel is no class any longer: remove it from the list',
    ])
  })

  it('accepts a list of exactly the classes of all style sheets', () => {
    expect(handClasses([list, sheet('.btn,\n.panel { color: red }')].map(sourceFile))).toEqual([])
  })

  it('reads selectors, but no comments, numbers and imports', () => {
    const text = '/* .old { } */ @import "./tokens.css";\n@media (min-width: 1.5em) { .wide.on { margin: .5em } }'
    expect([...classesOf(text)]).toEqual(['wide', 'on'])
  })
})
