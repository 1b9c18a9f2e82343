'use strict';
/*
 * The review board.  Data comes in JSON blocks: #board (texts, reasons), one
 * .case a case and #p<N>, its pictures, parsed when they are looked at.  Every
 * text from outside goes through textContent.  Only the rows in sight are
 * elements, so that 3,000 cases scroll like thirty:
 *
 *     #list    | scrollTop ...... clientHeight |        what is seen
 *     #space   |--------------- shown.length * ROW ---------------|
 *     pool             [row][row]...[row]               reused elements
 */
(() => {
const ROW = 46, OVER = 6, KEEP = 500, NINE = 9;
const $ = id => document.getElementById(id);
const parse = id => JSON.parse($(id).textContent);
const board = parse('board'), T = board.texts;
const cases = [...document.querySelectorAll('script.case')].map(block => {
	block.remove();
	return JSON.parse(block.textContent);
});
const KEY = 'qctool-board-' + board.board;

/* ---- progress, kept in the browser ---- */

let decisions = new Map(), undos = [], at = 0, saving = 0;

function load() {
	let kept = null;
	try {
		kept = JSON.parse(localStorage.getItem(KEY));
	} catch (e) { /* private mode, or not ours: begin anew */ }
	if (!kept || !Array.isArray(kept.decisions))
		return;
	const known = new Set(cases.map(c => c.id));
	decisions = new Map(kept.decisions.filter(d => known.has(d[0])));
	undos = Array.isArray(kept.undos) ? kept.undos : [];
	at = Math.max(0, cases.findIndex(c => c.id === kept.at));
}

function save() {
	clearTimeout(saving);
	saving = 0;
	try {
		localStorage.setItem(KEY, JSON.stringify({
			decisions: [...decisions], undos,
			at: cases.length ? cases[at].id : 0}));
	} catch (e) { /* no room: the export still has everything */ }
}

/* A stroke of a key does not wait for the disk. */
function saveSoon() {
	if (!saving)
		saving = setTimeout(save, 150);
}

/* ---- small helpers ---- */

function make(name, text, className) {
	const e = document.createElement(name);
	if (text !== undefined && text !== null)
		e.textContent = text;
	if (className)
		e.className = className;
	return e;
}

const verdict = c => decisions.get(c.id);
const worst = c => c.stopped ? 'stopped' : c.findings.length ? 'warned' : '';
const jpeg = base64 => 'data:image/jpeg;base64,' + base64;
const mark = d => !d ? '' : d.decision === 'approve' ? '✓' : '✗';

/* ---- the list ---- */

let shown = cases.map((c, i) => i), asked = false;
const pool = [];

const FILTERS = {
	all: () => true,
	todo: c => !verdict(c),
	passed: c => verdict(c)?.decision === 'approve',
	refused: c => verdict(c)?.decision === 'reject',
	stopped: c => c.stopped,
	found: c => c.findings.length > 0,
};

function refilter() {
	const test = FILTERS[$('filter').value] || FILTERS.all;
	const words = $('search').value.trim().toLowerCase();
	shown = [];
	cases.forEach((c, i) => {
		if (test(c) && (!words || c.search.includes(words)))
			shown.push(i);
	});
	$('space').style.height = shown.length * ROW + 'px';
	if (shown.length && !shown.includes(at))
		go(shown.find(i => i >= at) ?? shown[0]);
	else
		drawRows();
}

function fillRow(e, i) {
	const c = cases[i], d = verdict(c);
	e.index = i;
	e.className = 'row ' + worst(c) + (i === at ? ' at' : '');
	e.mark.textContent = mark(d);
	e.mark.className = d ? d.decision : '';
	e.number.textContent = c.number + ' ';
	e.name.textContent = c.who;
	e.under.textContent = c.state_text + ' · ' + c.group +
		(c.findings.length ? ' · ' + c.findings[0].text : '');
}

function newRow() {
	const e = make('div');
	e.append(e.mark = make('i'), e.number = make('b'), e.name = make('span'),
		 e.under = make('small'));
	e.addEventListener('click', () => {
		document.body.classList.remove('list');
		go(e.index);
	});
	$('space').append(e);
	return e;
}

/* How many each filter shows; anew when a decision changes them. */
function countFilters() {
	for (const o of $('filter').options) {
		const n = cases.filter(FILTERS[o.value]).length;
		o.textContent = `${T.filters[o.value]} (${n})`;
	}
}

function drawRows() {
	const list = $('list');
	const first = Math.max(0, Math.floor(list.scrollTop / ROW) - OVER);
	const n = Math.min(shown.length - first,
			   Math.ceil(list.clientHeight / ROW) + 2 * OVER);
	asked = false;
	while (pool.length < n)
		pool.push(newRow());
	pool.forEach((e, k) => {
		e.hidden = k >= n;
		if (k >= n)
			return;
		fillRow(e, shown[first + k]);
		e.style.transform = `translateY(${(first + k) * ROW}px)`;
	});
}

function drawSoon() {
	if (!asked) {
		asked = true;
		requestAnimationFrame(drawRows);
	}
}

function intoSight() {
	const list = $('list'), y = shown.indexOf(at) * ROW;
	if (y < 0)
		return;
	if (y < list.scrollTop)
		list.scrollTop = y;
	else if (y + ROW > list.scrollTop + list.clientHeight)
		list.scrollTop = y + ROW - list.clientHeight;
}

/* ---- one case ---- */

const parsed = new Map();

function picturesOf(i) {
	let p = parsed.get(i);
	if (!p) {
		p = parse('p' + i);
		parsed.set(i, p);
		if (parsed.size > 12)
			parsed.delete(parsed.keys().next().value);
	}
	return p;
}

function shape(name, attributes, text) {
	const e = document.createElementNS($('svg').namespaceURI,
		name);
	for (const [key, value] of Object.entries(attributes))
		e.setAttribute(key, value);
	if (text !== undefined)
		e.textContent = text;
	return e;
}

/* The measured lines: beside the photo always, over it when asked for. */
function ruled(img, lines, height) {
	const frame = make('div', null, 'frame'), over = shape('svg',
		{class: 'over'}), rule = shape('svg', {class: 'rule'});
	for (const line of lines) {
		const y = 100 * line.y / height + '%';
		const tick = {y1: y, y2: y, stroke: line.color};
		over.append(shape('line', {x1: 0, x2: '100%', ...tick}));
		rule.append(shape('line', {x1: 0, x2: 8, ...tick}),
			    shape('text', {x: 12, y}, line.label),
			    shape('text', {x: 12, y, dy: '1.2em', class: 'px'},
				  Math.round(line.y) + ' px'));
	}
	frame.append(img, over, rule);
	return frame;
}

/* A picture, and not why there is none: {lost: text}. */
function isShown(base64) {
	return typeof base64 === 'string';
}

function figure(base64, caption, lines, height) {
	const f = make('figure');
	if (!isShown(base64)) {
		f.append(make('div', base64?.lost ?? T.none, 'none'),
			 make('figcaption', caption));
		return f;
	}
	const img = make('img');
	img.decoding = 'async';
	img.alt = caption;
	img.src = jpeg(base64);
	f.append(lines?.length && height ? ruled(img, lines, height) : img,
		 make('figcaption', caption));
	return f;
}

/* What there is nothing of has no place; nothing at all is said once. */
function findings(lists) {
	let n = 0;
	for (const [id, list] of Object.entries(lists)) {
		$(id).replaceChildren(...list.map(f =>
			make('li', f.text, f.sev)));
		$(id).parentElement.hidden = !list.length;
		n += list.length;
	}
	$('clean').textContent = n ? '' : T.nothing;
}

function pairText(pair) {
	return `${pair.verdict}${T.colon}${pair.role} · ${T.score} ${pair.score}` +
		(pair.overruled ? ` · ${T.overruled}${T.colon}${pair.overruled}` : '');
}

function mine(d) {
	if (!d)
		return '';
	const said = [...d.reasons.map(r => reasonText(r)), d.note, d.overrule]
		.filter(s => s).join('；');
	return (d.decision === 'approve' ? T.passed : T.refused) +
		(said ? T.colon + said : '');
}

function drawCase() {
	const c = cases[at];
	if (!c)
		return;
	const d = verdict(c), p = picturesOf(at);
	$('who').textContent = `${c.number}  ${c.who}  ${c.group}`;
	$('badge').textContent = c.state_text;
	$('badge').className = worst(c);
	$('state').textContent = [c.since.slice(0, 16).replace('T', ' '), c.note,
		c.score === null ? '' : `${T.face} ${c.score}`, c.blocked]
		.filter(s => s).join(' · ');
	$('mine').textContent = mine(d);
	$('mine').className = d ? d.decision : '';
	$('pictures').replaceChildren(
		figure(p.before, T.before),
		figure(p.after, T.after, c.lines, c.made_height),
		figure(p.enrollment, T.enrollment),
		...c.pairs.filter(x => x.picture >= 0)
			.map(x => figure(p.others[x.picture], pairText(x))));
	findings({source: c.source, made: c.made_findings,
		  other: [...c.other, ...c.pairs.map(x => ({text: pairText(x)})),
			  ...c.decisions.map(x => ({text: x}))]});
	drawProgress();
}

function drawProgress() {
	let passed = 0;
	for (const d of decisions.values())
		passed += d.decision === 'approve';
	$('progress').textContent = `${decisions.size} / ${cases.length} · ` +
		`${T.passed} ${passed} · ${T.refused} ${decisions.size - passed}`;
	$('meter').value = decisions.size;
}

/* The next one's pictures are parsed while this one is looked at. */
function ahead() {
	const i = shown[shown.indexOf(at) + 1];
	if (i === undefined)
		return;
	const p = picturesOf(i);
	for (const base64 of [p.before, p.after, p.enrollment])
		if (isShown(base64))
			new Image().src = jpeg(base64);
}

const idle = window.requestIdleCallback || (f => setTimeout(f, 30));

function go(i) {
	if (i === undefined || !cases[i])
		return;
	at = i;
	intoSight();
	drawCase();
	drawRows();
	saveSoon();
	idle(ahead);
}

function step(by) {
	const k = shown.indexOf(at);
	go(shown[Math.min(Math.max(k + by, 0), shown.length - 1)]);
}

/* On to the next that is not decided; where there is none, to the next. */
function onward() {
	const k = shown.indexOf(at);
	const next = shown.slice(k + 1).find(i => !verdict(cases[i]));
	go(next === undefined ? shown[Math.min(k + 1, shown.length - 1)] : next);
}

/* ---- decisions ---- */

function decide(d) {
	const id = cases[at].id;
	undos.push([id, decisions.get(id) || null]);
	if (undos.length > KEEP)
		undos.shift();
	decisions.set(id, d);
	countFilters();
	onward();
}

function undo() {
	const last = undos.pop();
	if (!last)
		return;
	if (last[1])
		decisions.set(last[0], last[1]);
	else
		decisions.delete(last[0]);
	countFilters();
	go(cases.findIndex(c => c.id === last[0]));
}

function pass() {
	const c = cases[at];
	if (!c)
		return;
	if (!c.needs)
		decide({decision: 'approve', reasons: [], note: '', overrule: ''});
	else
		open('why');
}

function passWith(words) {
	const overrules = cases[at].needs === 'overrule';
	if (!words.trim())
		return;
	close();
	decide({decision: 'approve', reasons: [],
		note: overrules ? '' : words.trim(),
		overrule: overrules ? words.trim() : ''});
}

/* ---- panels ---- */

let panel = null, chosen = new Set(), page = 0;
const reasonText = code =>
	board.reasons.find(r => r.code === code)?.text || code;

function drawReasons() {
	$('reasons').replaceChildren(...board.reasons.map((r, i) => {
		const li = make('li', null, chosen.has(r.code) ? 'on' : '');
		const key = i - page * NINE;
		const on = key >= 0 && key < NINE;
		li.append(make('kbd', on ? key + 1 : '', on ? '' : 'off'),
			  r.text);
		li.addEventListener('click', () => toggle(i));
		return li;
	}));
}

function toggle(i) {
	const r = board.reasons[i];
	if (!r)
		return;
	if (!chosen.delete(r.code))
		chosen.add(r.code);
	drawReasons();
}

function open(name) {
	close();
	panel = name;
	$(name).hidden = false;
	if (name === 'refuse') {
		chosen = new Set(verdict(cases[at])?.reasons || []);
		page = 0;
		$('note').value = '';
		drawReasons();
	}
	if (name === 'why') {
		$('h-why').textContent = cases[at].needs === 'overrule' ?
			T.why_overrule : T.why_reason;
		$('words').value = '';
		$('words').focus();
	}
}

function close() {
	if (panel)
		$(panel).hidden = true;
	panel = null;
	document.activeElement?.blur();
}

function refuse() {
	const reasons = board.reasons.map(r => r.code)
		.filter(code => chosen.has(code));
	if (!reasons.length)
		return;
	const note = $('note').value.trim();
	close();
	decide({decision: 'reject', reasons, note, overrule: ''});
}

function zoom() {
	const p = picturesOf(at), z = $('zoom');
	if (panel === 'zoom')
		return close();
	open('zoom');
	z.replaceChildren(...[p.before, p.after].filter(isShown).map(s => {
		const img = make('img');
		img.src = jpeg(s);
		return img;
	}));
}

function toggleLines() {
	document.body.classList.toggle('lines');
}

/* ---- table, for print ---- */

function buildTable() {
	const table = make('table'), body = make('tbody'), top = make('tr');
	top.append(...T.columns.map(t => make('th', t)));
	table.append(make('thead'), body);
	table.tHead.append(top);
	for (const i of shown) {
		const c = cases[i], tr = make('tr');
		tr.append(...[c.number, c.who, c.group, c.state_text,
			      c.findings.map(f => f.text).join('；'),
			      mine(verdict(c))].map(t => make('td', t)));
		body.append(tr);
	}
	$('table').replaceChildren(table);
}

function toggleTable() {
	if (document.body.classList.toggle('table'))
		buildTable();
	else
		drawRows();
}

/* ---- export ---- */

/* SHA-256 (FIPS 180-4): crypto.subtle is not there for every file: page. */
function sha256(text) {
	const bytes = new TextEncoder().encode(text), K = [], H = [];
	const prime = [], n = ((bytes.length + 8 >> 6) + 1) * 16;
	for (let p = 2; prime.length < 64; p++)
		if (prime.every(q => p % q))
			prime.push(p);
	const frac = x => (x - Math.floor(x)) * 0x100000000 | 0;
	prime.forEach((p, i) => {
		K[i] = frac(Math.cbrt(p));
		if (i < 8)
			H[i] = frac(Math.sqrt(p));
	});
	const m = new Int32Array(n), w = new Int32Array(64);
	bytes.forEach((b, i) => m[i >> 2] |= b << 24 - i % 4 * 8);
	m[bytes.length >> 2] |= 0x80 << 24 - bytes.length % 4 * 8;
	m[n - 1] = bytes.length * 8;
	const r = (x, k) => x >>> k | x << 32 - k;
	for (let at = 0; at < n; at += 16) {
		let [a, b, c, d, e, f, g, h] = H;
		for (let t = 0; t < 64; t++) {
			const x = w[t - 15], y = w[t - 2];
			w[t] = t < 16 ? m[at + t] :
				(r(y, 17) ^ r(y, 19) ^ y >>> 10) + w[t - 7] +
				(r(x, 7) ^ r(x, 18) ^ x >>> 3) + w[t - 16];
			const one = h + (r(e, 6) ^ r(e, 11) ^ r(e, 25)) +
				(e & f ^ ~e & g) + K[t] + w[t] | 0;
			const two = (r(a, 2) ^ r(a, 13) ^ r(a, 22)) +
				(a & b ^ a & c ^ b & c) | 0;
			[h, g, f, e, d, c, b, a] =
				[g, f, e, d + one | 0, c, b, a, one + two | 0];
		}
		[a, b, c, d, e, f, g, h].forEach((x, i) => H[i] = H[i] + x | 0);
	}
	return H.map(x => (x >>> 0).toString(16).padStart(8, '0')).join('');
}

function exported() {
	const list = [];
	for (const c of cases) {
		const d = verdict(c);
		if (!d)
			continue;
		const said = [c.seal, d.decision, d.reasons.join(' '), d.note,
			      d.overrule].join('\n');
		list.push({case: c.id, number: c.number, state: c.state,
			   since: c.since, photo: c.photo, made: c.made,
			   seal: c.seal, decision: d.decision,
			   reasons: d.reasons, note: d.note,
			   overrule: d.overrule, check: sha256(said)});
	}
	return {schema: 'qctool.board.v1', board: board.board,
		task: board.task, made_at: board.at,
		exported_at: new Date().toISOString(),
		cases: cases.length, decisions: list};
}

function download() {
	const link = make('a'), text = JSON.stringify(exported(), null, 1);
	const url = URL.createObjectURL(
		new Blob([text], {type: 'application/json'}));
	link.href = url;
	link.download = `board-${board.board}.json`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/* ---- keys ---- */

const KEYS = {
	p: pass, r: () => open('refuse'), s: () => step(1), j: () => step(1),
	ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
	PageDown: () => step(10), PageUp: () => step(-10),
	Home: () => go(shown[0]), End: () => go(shown[shown.length - 1]),
	u: undo, z: zoom, f: () => $('filter').focus(),
	'/': () => $('search').focus(), t: toggleTable, e: download,
	l: toggleLines,
	'?': () => open('help'), h: () => open('help'),
};

function refuseKey(key) {
	if (key >= '1' && key <= '9')
		toggle(page * NINE + Number(key) - 1);
	else if (key === '0') {
		page = (page + 1) % Math.ceil(board.reasons.length / NINE);
		drawReasons();
	} else if (key === 'n')
		$('note').focus();
	else if (key === 'Enter')
		refuse();
	else
		return false;
	return true;
}

function onKey(event) {
	const typing = /^(INPUT|SELECT)$/.test(event.target.tagName || '');
	const key = event.key.length === 1 && !typing ?
		event.key.toLowerCase() : event.key;
	if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing)
		return;
	if (key === 'Escape') {
		if (panel)
			close();
		else
			document.activeElement?.blur();
	} else if (typing) {
		if (key !== 'Enter')
			return;
		if (panel === 'why')
			passWith($('words').value);
		else if (panel === 'refuse')
			refuse();
		else
			document.activeElement.blur();
	} else if (panel === 'refuse') {
		if (!refuseKey(key))
			return;
	} else if (panel === 'zoom' && KEYS[key] && key !== 'z') {
		close();
		KEYS[key]();
	} else if (panel && panel !== 'zoom') {
		close();
	} else if (KEYS[key]) {
		KEYS[key]();
	} else {
		return;
	}
	event.preventDefault();
}

/* ---- start ---- */

function start() {
	for (const id of ['pass', 'refuse', 'skip', 'back', 'undo', 'zoom',
			  'lines', 'table', 'export'])
		$('do-' + id).textContent = T.buttons[id];
	for (const id of ['source', 'made', 'other', 'refuse'])
		$('h-' + id).textContent = T.heads[id];
	$('refuse-help').textContent = T.refuse_help;
	$('why-help').textContent = T.why_help;
	$('note').placeholder = T.note;
	$('search').placeholder = T.search;
	$('help').replaceChildren(...T.help.map(([key, text]) => {
		const p = make('p');
		p.append(make('kbd', key), text);
		return p;
	}));
	for (const [value, text] of Object.entries(T.filters)) {
		const o = make('option', text);
		o.value = value;
		$('filter').append(o);
	}
	$('about').textContent = [board.school, board.task,
		board.at.slice(0, 16).replace('T', ' '), board.who]
		.filter(s => s).join(' · ');
	$('meter').max = cases.length || 1;
	for (const c of cases)
		c.search = `${c.number} ${c.who} ${c.group}`.toLowerCase();
	document.addEventListener('keydown', onKey);
	$('list').addEventListener('scroll', drawSoon, {passive: true});
	window.addEventListener('resize', drawSoon);
	window.addEventListener('beforeprint', buildTable);
	window.addEventListener('pagehide', save);
	$('filter').addEventListener('change', refilter);
	$('search').addEventListener('input', refilter);
	$('zoom').addEventListener('click', close);
	for (const [id, run] of [['pass', pass], ['refuse', () => open('refuse')],
				 ['skip', () => step(1)], ['back', () => step(-1)],
				 ['undo', undo], ['zoom', zoom],
				 ['lines', toggleLines], ['list', () =>
					document.body.classList.toggle('list')],
				 ['table', toggleTable], ['export', download],
				 ['help', () => open('help')]])
		$('do-' + id).addEventListener('click', e => {
			e.currentTarget.blur();
			run();
		});
	load();
	countFilters();
	refilter();
	go(at);
	drawProgress();
}

start();
/* For the page's test: what would be written. */
window.qctoolBoard = {exported, count: cases.length};
})();
