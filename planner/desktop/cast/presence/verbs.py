"""What an author does on the chart of presence: each verb is one named change of the library, told when it fails."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence

from planner.desktop.cast.presence.finding import Suggestion
from planner.desktop.verbs import Verbs
from planner.domain.outline import PersonId, Scene, SceneId
from planner.domain.ties import TieId


class PresenceVerbs(Verbs):
    """Verbs over who is where. False or None means it did not happen."""

    def turn(self, scene: Scene, person_id: PersonId) -> bool:
        """Put somebody into a scene, or take them out if they are there."""
        there = person_id in scene.present
        label = self.tr("Take somebody out of the scene") if there else self.tr("Add somebody to the scene")
        others = tuple(each for each in scene.present if each != person_id)
        wanted = others if there else (*others, person_id)
        return self.do(label, lambda: self._set(scene.id, wanted)) is not None

    def tie(self, one: PersonId, other: PersonId) -> TieId | None:
        """Tie two people."""
        return self.do(self.tr("Tie two people"), lambda: self._library.ties.add(one, other))

    def confirm(self, suggestions: Sequence[Suggestion]) -> Generator[float, None, int]:
        """Put people into the scenes that name them, a scene a step, as one change; returns how many were put there."""
        scenes: dict[SceneId, list[PersonId]] = {}
        for suggestion in suggestions:
            scenes.setdefault(suggestion.scene_id, []).append(suggestion.person_id)
        with self._library.change(self.tr("Set who is there from the text")):
            for place, (scene_id, people) in enumerate(scenes.items(), 1):
                self._set(scene_id, (*self._library.outline.scene(scene_id).present, *people))
                yield place / len(scenes)
        return len(suggestions)

    def _set(self, scene_id: SceneId, people: Iterable[PersonId]) -> bool:
        self._library.outline.set_present(scene_id, dict.fromkeys(people))
        return True
