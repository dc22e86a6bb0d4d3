package dev.rungs.dl4j;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.rungs.HouseRules;

@AnalyzeClasses(packages = "dev.rungs", importOptions = HouseRules.MainCode.class)
class HouseTest {

  @ArchTest static final ArchTests rules = ArchTests.in(HouseRules.class);
}
