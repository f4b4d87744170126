/** The words with which a query may begin. */
export const firstWords: ReadonlySet<string> = new Set(['select', 'with', 'from', 'values', 'table', 'pivot', 'unpivot'])

/** Words after which an expression begins. After any other word, a name with brackets can be the alias of a table, with the names of its columns. */
export const wordsBeforeExpressions: ReadonlySet<string> = new Set([
  ...['select', 'distinct', 'where', 'and', 'or', 'not', 'on', 'having', 'by', 'qualify', 'limit', 'offset', 'values'],
  ...['case', 'when', 'then', 'else', 'between', 'in', 'like', 'ilike', 'from', 'join', 'lateral'],
])

/** Words that can have a bracket behind them without being the name of a function: parts of the language, and types. */
export const wordsWithBrackets: ReadonlySet<string> = new Set([
  ...[
    'select',
    'distinct',
    'all',
    'any',
    'some',
    'exists',
    'from',
    'where',
    'and',
    'or',
    'not',
    'in',
    'is',
    'like',
    'ilike',
    'glob',
    'similar',
    'to',
  ],
  ...['between', 'case', 'when', 'then', 'else', 'end', 'on', 'using', 'having', 'qualify', 'by', 'group', 'order', 'over', 'partition', 'filter'],
  ...['within', 'window', 'as', 'with', 'recursive', 'materialized', 'values', 'union', 'except', 'intersect', 'name', 'join', 'lateral', 'limit'],
  ...['offset', 'cube', 'rollup', 'sets', 'grouping', 'grouping_id', 'exclude', 'replace', 'rename', 'columns', 'unpack', 'nulls', 'for', 'set'],
  ...[
    'pivot',
    'unpivot',
    'pivot_wider',
    'pivot_longer',
    'include',
    'table',
    'at',
    'sample',
    'tablesample',
    'collate',
    'collation',
    'escape',
    'lambda',
  ],
  ...['cast', 'try_cast', 'try', 'extract', 'position', 'substring', 'overlay', 'trim', 'normalize', 'coalesce', 'ifnull', 'nullif', 'if', 'row'],
  ...['percentile_cont', 'percentile_disc', 'operator', 'default', 'fetch', 'asof', 'positional', 'semi', 'anti', 'map', 'struct', 'array', 'list'],
  ...['decimal', 'numeric', 'dec', 'number', 'varchar', 'nvarchar', 'char', 'bpchar', 'character', 'varying', 'text', 'string', 'enum', 'bit'],
  ...['bitstring', 'varbit', 'varbinary', 'binary', 'bytea', 'blob', 'time', 'timetz', 'timestamp', 'timestamptz', 'datetime', 'date', 'interval'],
  ...['float', 'float4', 'float8', 'double', 'precision', 'real', 'int', 'integer', 'bigint', 'smallint', 'tinyint', 'hugeint', 'boolean', 'bool'],
  ...[
    'json',
    'variant',
    'geometry',
    'signed',
    'long',
    'short',
    'int1',
    'int2',
    'int4',
    'int8',
    'int128',
    'logical',
    'oid',
    'null',
    'bignum',
    'varint',
  ],
])

/** Words that DuckDB reads as a call of a function, even without brackets, if no column has the name. They read the clock or the session. */
export const wordsThatCall: ReadonlySet<string> = new Set([
  ...['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp', 'current_user', 'current_role', 'session_user', 'user'],
  ...['current_catalog', 'current_schema', 'current_database', 'current_localtime', 'current_localtimestamp'],
])

/** Words behind FROM or JOIN that are not the name of a table. */
export const wordsInPlaceOfTables: ReadonlySet<string> = new Set(['values', 'lateral', 'select', 'with', 'from', 'pivot', 'unpivot', 'table', 'only'])

/** Functions whose arguments may contain the word FROM. */
export const wordsWithFrom: ReadonlySet<string> = new Set(['extract', 'substring', 'overlay', 'trim', 'position'])
