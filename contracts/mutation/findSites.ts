import type { MutationSite } from './mutationSite.ts'
import type { AstNode } from './readAst.ts'

/** The replacements that mutants try for each operator: a comparison that differs only at the limit (`<` and `<=`), the opposite, or the inverse. */
const otherOperators: Record<string, readonly string[]> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['/'],
  '&': ['|'],
  '|': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
}
const deletable = new Set(['ExpressionStatement', 'EmitStatement', 'RevertStatement'])

/**
 * Returns every position of a source where a mutant can make one small mistake: another operator, a condition that is always true or false, the other branch of
 * a choice, a missing negation, a missing statement. Covers only bodies of functions and modifiers, not assembly.
 */
export function findSites({ source, ast }: { source: Buffer; ast: AstNode }): MutationSite[] {
  const sites: MutationSite[] = []
  const textOf = (node: AstNode): string => source.subarray(...rangeOf(node)).toString('utf8')

  function add(node: AstNode, kind: MutationSite['kind'], replacement: string): void {
    const [start, end] = rangeOf(node)
    const line = source.subarray(0, start).toString('utf8').split('\n').length
    sites.push({ start, end, line, kind, original: textOf(node), replacement })
  }

  function addBinary(node: AstNode): void {
    const [left, right, type] = [node.leftExpression, node.rightExpression, node.commonType] as [AstNode, AstNode, { typeIdentifier: string }]
    // The compiler gives an expression of literals a special type. A choice between two such expressions would have another type and might not compile, so no
    // mutants are made here.
    if (type.typeIdentifier.startsWith('t_rational')) return
    for (const operator of otherOperators[node.operator as string] ?? []) {
      add(node, 'expression', `(${textOf(left)}) ${operator} (${textOf(right)})`)
    }
  }

  function visit(node: AstNode): void {
    if (node.nodeType === 'InlineAssembly') return
    if (node.nodeType === 'BinaryOperation') addBinary(node)
    if (node.nodeType === 'Conditional') {
      add(node, 'expression', textOf(node.trueExpression as AstNode))
      add(node, 'expression', textOf(node.falseExpression as AstNode))
    }
    if (node.nodeType === 'UnaryOperation' && node.operator === '!') add(node, 'expression', textOf(node.subExpression as AstNode))
    if (node.nodeType === 'IfStatement') {
      for (const answer of ['true', 'false']) add(node.condition as AstNode, 'expression', answer)
    }
    if (deletable.has(node.nodeType) && !assignsPointer(node)) add(node, 'statement', '')
    // Skip the start and the step of a `for` loop. A mutant turns a statement into a block, but there only expressions are allowed.
    const heads = node.nodeType === 'ForStatement' ? [node.initializationExpression, node.loopExpression] : []
    for (const child of childrenOf(node)) if (!heads.includes(child)) visit(child)
  }

  for (const body of bodiesOf(ast)) visit(body)
  return sites
}

/**
 * Returns true if a statement assigns a storage pointer. Mutants do not remove such a statement, because the compiler rejects a pointer that is never assigned.
 */
function assignsPointer({ expression }: AstNode): boolean {
  const named = (expression as AstNode | undefined)?.leftHandSide as { typeDescriptions?: { typeIdentifier?: string } } | undefined
  return named?.typeDescriptions?.typeIdentifier?.endsWith('_storage_ptr') === true
}

function bodiesOf(node: AstNode): AstNode[] {
  if (node.nodeType === 'FunctionDefinition' || node.nodeType === 'ModifierDefinition') return node.body ? [node.body as AstNode] : []
  return childrenOf(node).flatMap(bodiesOf)
}

function childrenOf(node: AstNode): AstNode[] {
  return Object.values(node)
    .flat()
    .filter((value): value is AstNode => typeof value === 'object' && value !== null && 'nodeType' in value)
}

function rangeOf(node: AstNode): [start: number, end: number] {
  const [start, length] = node.src.split(':').map(Number) as [number, number]
  return [start, start + length]
}
