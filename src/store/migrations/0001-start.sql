-- The store of one office: tasks, students with their cases, codes, photos,
-- comparisons, reviews, packages and the log.
-- Times are ISO 8601 in Asia/Shanghai; findings are JSON arrays.

CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('graduate', 'recheck', 'makeup')),
    school_code TEXT NOT NULL,
    school_name TEXT NOT NULL,
    category TEXT NOT NULL,
    year INTEGER NOT NULL,
    window_start TEXT NOT NULL DEFAULT '',
    window_end TEXT NOT NULL DEFAULT '',
    feature_code TEXT NOT NULL DEFAULT '',
    accept_profile TEXT NOT NULL,
    output_profile TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE task_policy (
    task_id INTEGER NOT NULL REFERENCES task (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (task_id, key)
) STRICT, WITHOUT ROWID;

-- Header words a task has learned: its own column names for our fields.
CREATE TABLE task_column (
    task_id INTEGER NOT NULL REFERENCES task (id),
    title TEXT NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (task_id, title)
) STRICT, WITHOUT ROWID;

-- One student in one task; the row is also the case.
CREATE TABLE student (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task (id),
    key TEXT NOT NULL,
    ksh TEXT NOT NULL DEFAULT '',
    xh TEXT NOT NULL DEFAULT '',
    xm TEXT NOT NULL DEFAULT '',
    xmpy TEXT NOT NULL DEFAULT '',
    cym TEXT NOT NULL DEFAULT '',
    xb TEXT NOT NULL DEFAULT '',
    csrq TEXT NOT NULL DEFAULT '',
    zjlx TEXT NOT NULL DEFAULT '',
    zjhm TEXT NOT NULL DEFAULT '',
    mz TEXT NOT NULL DEFAULT '',
    zzmm TEXT NOT NULL DEFAULT '',
    gj TEXT NOT NULL DEFAULT '',
    yxdm TEXT NOT NULL DEFAULT '',
    yxmc TEXT NOT NULL DEFAULT '',
    fy TEXT NOT NULL DEFAULT '',
    xsh TEXT NOT NULL DEFAULT '',
    zydm TEXT NOT NULL DEFAULT '',
    zymc TEXT NOT NULL DEFAULT '',
    bh TEXT NOT NULL DEFAULT '',
    nj TEXT NOT NULL DEFAULT '',
    xllb TEXT NOT NULL DEFAULT '',
    cc TEXT NOT NULL DEFAULT '',
    xz TEXT NOT NULL DEFAULT '',
    xxxs TEXT NOT NULL DEFAULT '',
    rxrq TEXT NOT NULL DEFAULT '',
    byrq TEXT NOT NULL DEFAULT '',
    xjzt TEXT NOT NULL DEFAULT '',
    wybh TEXT NOT NULL DEFAULT '',
    lxdh TEXT NOT NULL DEFAULT '',
    txdz TEXT NOT NULL DEFAULT '',
    yzbm TEXT NOT NULL DEFAULT '',
    bz TEXT NOT NULL DEFAULT '',
    source_row INTEGER NOT NULL DEFAULT 0,
    findings TEXT NOT NULL DEFAULT '[]',
    state TEXT NOT NULL DEFAULT 'listed',
    state_since TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    photo_id INTEGER REFERENCES photo (id),
    imported_at TEXT NOT NULL,
    UNIQUE (task_id, key)
) STRICT;
CREATE INDEX student_xh ON student (task_id, xh);
CREATE INDEX student_ksh ON student (task_id, ksh);
CREATE INDEX student_zjhm ON student (task_id, zjhm);

CREATE TABLE student_alias (
    student_id INTEGER NOT NULL REFERENCES student (id),
    name TEXT NOT NULL,
    PRIMARY KEY (student_id, name)
) STRICT, WITHOUT ROWID;

-- What an import changed; personal, so it is kept out of the log.
CREATE TABLE student_change (
    id INTEGER PRIMARY KEY,
    student_id INTEGER NOT NULL REFERENCES student (id),
    at TEXT NOT NULL,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT;
CREATE INDEX student_change_student ON student_change (student_id);

-- Files as they came, named by their SHA-256 below originals/ and made/.
CREATE TABLE original (
    sha256 TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE code (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task (id),
    sha256 TEXT NOT NULL,
    payload BLOB NOT NULL,
    encoding TEXT NOT NULL,
    how TEXT NOT NULL,
    layout TEXT NOT NULL,
    fields TEXT NOT NULL DEFAULT '{}',
    file TEXT NOT NULL,
    original TEXT NOT NULL REFERENCES original (sha256),
    findings TEXT NOT NULL DEFAULT '[]',
    student_id INTEGER REFERENCES student (id),
    matched_by TEXT NOT NULL DEFAULT '',
    confidence REAL NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'current'
        CHECK (state IN ('current', 'superseded')),
    imported_at TEXT NOT NULL,
    UNIQUE (task_id, sha256, file)
) STRICT;
CREATE INDEX code_student ON code (student_id);

CREATE TABLE photo (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('submission', 'enrollment', 'prior', 'population')),
    sha256 TEXT NOT NULL REFERENCES original (sha256),
    file TEXT NOT NULL,
    student_id INTEGER REFERENCES student (id),
    matched_by TEXT NOT NULL DEFAULT '',
    confidence REAL NOT NULL DEFAULT 0,
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    profile TEXT NOT NULL DEFAULT '',
    verdict TEXT NOT NULL DEFAULT '',
    findings TEXT NOT NULL DEFAULT '[]',
    face_x REAL, face_y REAL, face_width REAL, face_height REAL,
    state TEXT NOT NULL DEFAULT 'current'
        CHECK (state IN ('current', 'replaced', 'rejected')),
    imported_at TEXT NOT NULL,
    checked_at TEXT NOT NULL DEFAULT '',
    UNIQUE (task_id, kind, sha256, file)
) STRICT;
CREATE INDEX photo_student ON photo (student_id, kind);

-- The standard photo of a submission for one profile.
CREATE TABLE made (
    id INTEGER PRIMARY KEY,
    photo_id INTEGER NOT NULL REFERENCES photo (id),
    profile TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('made', 'refused', 'error')),
    sha256 TEXT NOT NULL DEFAULT '',
    bytes INTEGER NOT NULL DEFAULT 0,
    quality INTEGER NOT NULL DEFAULT 0,
    head_top REAL NOT NULL DEFAULT 0,
    eye_line REAL NOT NULL DEFAULT 0,
    face_width REAL NOT NULL DEFAULT 0,
    confidence REAL NOT NULL DEFAULT 0,
    findings TEXT NOT NULL DEFAULT '[]',
    made_at TEXT NOT NULL,
    UNIQUE (photo_id, profile)
) STRICT;

CREATE TABLE face_hash (
    photo_id INTEGER PRIMARY KEY REFERENCES photo (id),
    version INTEGER NOT NULL,
    bits BLOB NOT NULL
) STRICT;

-- Verdicts of pairs; photo_id is the submission, other_id what it must not be.
CREATE TABLE comparison (
    id INTEGER PRIMARY KEY,
    photo_id INTEGER NOT NULL REFERENCES photo (id),
    other_id INTEGER NOT NULL REFERENCES photo (id),
    role TEXT NOT NULL,
    version INTEGER NOT NULL,
    measure REAL NOT NULL,
    score REAL NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'suspect', 'different')),
    mirrored INTEGER NOT NULL,
    overruled TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    UNIQUE (photo_id, other_id)
) STRICT;
CREATE INDEX comparison_other ON comparison (other_id);

-- Photos whose references were searched, up to which reference.
CREATE TABLE compared (
    photo_id INTEGER PRIMARY KEY REFERENCES photo (id),
    version INTEGER NOT NULL,
    up_to_photo INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    student_id INTEGER NOT NULL REFERENCES student (id),
    photo_id INTEGER REFERENCES photo (id),
    decision TEXT NOT NULL,
    reasons TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    who TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX decision_student ON decision (student_id);

CREATE TABLE package (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task (id),
    name TEXT NOT NULL,
    profile TEXT NOT NULL,
    files TEXT NOT NULL,
    entries INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    built_at TEXT NOT NULL,
    UNIQUE (task_id, name)
) STRICT;

CREATE TABLE package_entry (
    package_id INTEGER NOT NULL REFERENCES package (id),
    student_id INTEGER NOT NULL REFERENCES student (id),
    made_id INTEGER NOT NULL REFERENCES made (id),
    entry TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (package_id, student_id)
) STRICT, WITHOUT ROWID;

-- Append-only: who did what, when, to which case; chained by SHA-256.
-- detail holds codes, counts and hashes, never names or numbers of people.
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    event TEXT NOT NULL,
    task_id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX log_student ON log (student_id, seq);
CREATE TRIGGER log_no_update BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE VIEW v_students AS SELECT
    t.name AS "任务",
    s.ksh AS "考生号",
    s.xh AS "学号",
    s.xm AS "姓名",
    s.xmpy AS "姓名拼音",
    s.cym AS "曾用名",
    s.xb AS "性别",
    s.csrq AS "出生日期",
    s.zjlx AS "证件类型",
    s.zjhm AS "证件号码",
    s.mz AS "民族",
    s.zzmm AS "政治面貌",
    s.gj AS "国籍",
    s.yxdm AS "院校代码",
    s.yxmc AS "院校名称",
    s.fy AS "学院",
    s.xsh AS "系所",
    s.zydm AS "专业代码",
    s.zymc AS "专业名称",
    s.bh AS "班级",
    s.nj AS "年级",
    s.xllb AS "学历类别",
    s.cc AS "层次",
    s.xz AS "学制",
    s.xxxs AS "学习形式",
    s.rxrq AS "入学日期",
    s.byrq AS "毕业日期",
    s.xjzt AS "学籍状态",
    s.wybh AS "学生唯一编号",
    s.lxdh AS "联系电话",
    s.txdz AS "通信地址",
    s.yzbm AS "邮政编码",
    s.bz AS "备注",
    s.state AS "状态",
    s.state_since AS "状态时间",
    s.note AS "说明",
    (SELECT count(*) FROM code c WHERE c.student_id = s.id
        AND c.state = 'current') AS "采集码",
    (SELECT count(*) FROM photo p WHERE p.student_id = s.id
        AND p.kind = 'submission' AND p.state = 'current') AS "照片",
    (SELECT count(*) FROM photo p WHERE p.student_id = s.id
        AND p.kind = 'enrollment') AS "录取照片"
FROM student s JOIN task t ON t.id = s.task_id;

CREATE VIEW v_photos AS SELECT
    t.name AS "任务",
    p.kind AS "类别",
    s.xh AS "学号",
    s.xm AS "姓名",
    p.file AS "文件",
    p.width AS "宽",
    p.height AS "高",
    p.bytes AS "字节",
    p.verdict AS "检测",
    (SELECT group_concat(json_extract(f.value, '$.text'), '；')
        FROM json_each(p.findings) f) AS "问题",
    m.status AS "制作",
    m.bytes AS "成品字节",
    m.quality AS "质量",
    m.confidence AS "抠图置信度",
    p.state AS "照片状态",
    p.imported_at AS "导入时间"
FROM photo p JOIN task t ON t.id = p.task_id
LEFT JOIN student s ON s.id = p.student_id
LEFT JOIN made m ON m.photo_id = p.id AND m.profile = t.output_profile;

CREATE VIEW v_packages AS SELECT
    t.name AS "任务",
    k.name AS "数据包",
    k.profile AS "规格",
    k.built_at AS "生成时间",
    s.xh AS "学号",
    s.xm AS "姓名",
    e.entry AS "包内文件",
    e.sha256 AS "SHA-256"
FROM package_entry e JOIN package k ON k.id = e.package_id
JOIN task t ON t.id = k.task_id JOIN student s ON s.id = e.student_id;
