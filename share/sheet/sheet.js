'use strict';
/*
 * Keys for a contact sheet: j and k from card to card, 1 2 3 the filters, l
 * the lines, / the field to find a card by any of its words.  Without script
 * the page is the same but for these.
 */
(() => {
const $ = id => document.getElementById(id);
const cards = [...document.querySelectorAll('article')];
const words = cards.map(c => c.textContent.toLowerCase());
const find = $('find');

function search() {
	const want = find.value.trim().toLowerCase().split(/\s+/);
	cards.forEach((c, i) => c.classList.toggle('off',
		!want.every(w => words[i].includes(w))));
}

function step(by) {
	const seen = cards.filter(c => c.offsetParent);
	const at = seen.indexOf(document.activeElement.closest('article'));
	const next = seen[Math.min(Math.max(at + by, 0), seen.length - 1)];
	next?.focus({preventScroll: true});
	next?.scrollIntoView({block: 'nearest'});
}

const KEYS = {
	j: () => step(1), k: () => step(-1), l: () => $('lines').click(),
	1: () => $('all').click(), 2: () => $('some').click(),
	3: () => $('bad').click(), '/': () => find.focus(),
};

function onKey(event) {
	if (event.ctrlKey || event.altKey || event.metaKey)
		return;
	if (event.key === 'Escape') {
		find.value = '';
		search();
		document.activeElement.blur();
	} else if (event.target !== find && KEYS[event.key]) {
		event.preventDefault();
		KEYS[event.key]();
	}
}

find.hidden = false;
find.addEventListener('input', search);
document.addEventListener('keydown', onKey);
})();
