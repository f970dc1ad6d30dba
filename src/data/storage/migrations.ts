// The format of the plant's database, as the steps that lead from nothing to it. A step that has
// been released is never changed; a change of format is a new step.

export const migrations: readonly (readonly string[])[] = [
  [
    'CREATE SEQUENCE run_ids',
    'CREATE SEQUENCE decision_ids',
    `CREATE TABLE runs (
      run INTEGER PRIMARY KEY,
      command VARCHAR NOT NULL,
      version VARCHAR NOT NULL,
      seed BIGINT NOT NULL,
      settings JSON NOT NULL,
      fingerprint VARCHAR NOT NULL,
      started_at TIMESTAMP_MS NOT NULL,
      finished_at TIMESTAMP_MS NOT NULL
    )`,
    `CREATE TABLE data_files (
      run INTEGER NOT NULL,
      path VARCHAR NOT NULL,
      fingerprint VARCHAR NOT NULL
    )`,
    `CREATE TABLE models (
      run INTEGER NOT NULL,
      name VARCHAR NOT NULL,
      fingerprint VARCHAR NOT NULL,
      seed BIGINT NOT NULL,
      metrics JSON NOT NULL,
      folder VARCHAR NOT NULL
    )`,
    `CREATE TABLE scenario_sets (
      run INTEGER NOT NULL,
      seed BIGINT NOT NULL,
      sample_count INTEGER NOT NULL,
      steps JSON NOT NULL
    )`,
    `CREATE TABLE scenario_paths (
      run INTEGER NOT NULL,
      place INTEGER NOT NULL,
      series VARCHAR NOT NULL,
      model VARCHAR NOT NULL,
      paths BLOB NOT NULL
    )`,
    `CREATE TABLE decisions (
      decision INTEGER PRIMARY KEY,
      run INTEGER NOT NULL,
      kind VARCHAR NOT NULL,
      content JSON NOT NULL,
      expected JSON NOT NULL
    )`,
    `CREATE TABLE outcomes (
      decision INTEGER NOT NULL,
      content JSON NOT NULL,
      recorded_at TIMESTAMP_MS NOT NULL
    )`,
  ],
]
